using System.Text.Json.Nodes;
using System.Threading;
using Solar.Notebooks.Display;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>Makes Jupyter's messages of what a cell shows and asks, then and when its background work speaks up later.</summary>
internal sealed class CellFrontEnd(KernelWire wire, Questions questions, Request request, int count) : ICellFrontEnd
{
    private readonly bool _silent = request.Flag("silent", false);
    private readonly bool _mayAsk = request.Flag("allow_stdin", true);

    /// <summary>The plain text of the cell's value, once it was shown.</summary>
    public string? ResultText { get; private set; }

    public void Emit(CellEvent happened)
    {
        if (_silent)
            return;
        try
        {
            Publish(happened);
        }
        catch (ArgumentException unwritable)
        {
            // A display may hold what JSON cannot, such as an infinite number; the cell goes on.
            Publish(new StreamText("stderr", $"An output could not be sent: {unwritable.Message}\n"));
        }
    }

    public string ReadLine(string prompt, bool password, CancellationToken cancellation)
    {
        if (!_mayAsk)
            throw new InvalidOperationException("The front end does not answer questions of this cell (allow_stdin is false).");
        return questions.Ask(request, prompt, password, cancellation);
    }

    private void Publish(CellEvent happened)
    {
        switch (happened)
        {
            case StreamText stream:
                wire.Publish("stream", request, json =>
                {
                    json.WriteString("name", stream.Name);
                    json.WriteText("text", stream.Text);
                });
                break;
            case DisplayData display:
                Show("display_data", display.Bundle, display.DisplayId);
                break;
            case UpdateDisplay update:
                Show("update_display_data", update.Bundle, update.DisplayId);
                break;
            case ExecuteResult result:
                ResultText = result.Bundle.Data.GetValueOrDefault("text/plain") as JsonValue is { } text && text.TryGetValue<string>(out var plain) ? plain : null;
                wire.Publish("execute_result", request, json =>
                {
                    json.WriteNumber("execution_count", count);
                    json.WriteBundle(result.Bundle);
                });
                break;
            case ClearOutput clear:
                wire.Publish("clear_output", request, json => json.WriteBoolean("wait", clear.Wait));
                break;
            case CellError error:
                wire.Publish("error", request, error.Write, essential: true);
                break;
        }
    }

    private void Show(string type, MimeBundle bundle, string? id) => wire.Publish(type, request, json =>
    {
        json.WriteBundle(bundle);
        json.WriteStartObject("transient");
        if (id is not null)
            json.WriteText("display_id", id);
        json.WriteEndObject();
    });
}
