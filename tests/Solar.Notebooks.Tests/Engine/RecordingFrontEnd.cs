using System.Threading;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine;

/// <summary>Keeps what a cell shows, and answers its questions.</summary>
internal sealed class RecordingFrontEnd : ICellFrontEnd
{
    private readonly List<CellEvent> _events = [];

    /// <summary>Everything emitted so far.</summary>
    public IReadOnlyList<CellEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public string Stdout => Text("stdout");

    public string Stderr => Text("stderr");

    /// <summary>The plain text of the cell's value; null without one.</summary>
    public string? Result => Events.OfType<ExecuteResult>().LastOrDefault()?.Bundle.Data["text/plain"]?.ToString();

    /// <summary>Is called for every event, before it is kept.</summary>
    public Action<CellEvent>? Happened { get; init; }

    public Func<string, bool, CancellationToken, string> Answer { get; init; } = (_, _, _) => throw new InvalidOperationException("Nobody is there to answer.");

    public void Emit(CellEvent happened)
    {
        lock (_events)
            _events.Add(happened);
        Happened?.Invoke(happened);
    }

    public string ReadLine(string prompt, bool password, CancellationToken cancellation) => Answer(prompt, password, cancellation);

    private string Text(string stream) => string.Concat(Events.OfType<StreamText>().Where(text => text.Name == stream).Select(text => text.Text));
}
