using System.Text.Json;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>Completion, inspection and whether a cell is whole.</summary>
internal static class LanguageRequests
{
    public static Action<Utf8JsonWriter> Complete(NotebookSession session, Request request)
    {
        var code = request.Text("code");
        var found = session.Complete(code, Cursor(request, code), RequestLanguage.Of(request.Metadata));
        var (start, end) = (CodePoints.FromUtf16(code, found.Start), CodePoints.FromUtf16(code, found.End));
        return json =>
        {
            json.WriteString("status", "ok");
            json.WriteTexts("matches", found.Items.Select(item => item.Text));
            json.WriteNumber("cursor_start", start);
            json.WriteNumber("cursor_end", end);
            json.WriteStartObject("metadata");
            // VS Code takes kinds and ranges from here, and only if every match is here.
            json.WriteStartArray("_jupyter_types_experimental");
            foreach (var item in found.Items)
            {
                json.WriteStartObject();
                json.WriteText("text", item.Text);
                json.WriteText("type", item.Kind);
                json.WriteNumber("start", start);
                json.WriteNumber("end", end);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        };
    }

    public static Action<Utf8JsonWriter> Inspect(NotebookSession session, Request request)
    {
        var code = request.Text("code");
        var found = session.Inspect(code, Cursor(request, code), RequestLanguage.Of(request.Metadata));
        return json =>
        {
            json.WriteString("status", "ok");
            json.WriteBoolean("found", found is not null);
            json.WriteStartObject("data");
            if (found is not null)
                json.WriteText("text/plain", found.Documentation is { } documentation ? $"{found.Signature}\n\n{documentation}" : found.Signature);
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteEndObject();
        };
    }

    public static Action<Utf8JsonWriter> IsComplete(NotebookSession session, Request request)
    {
        var found = session.IsComplete(request.Text("code"), RequestLanguage.Of(request.Metadata));
        return json =>
        {
            json.WriteString("status", found.Status);
            if (found.Status == "incomplete")
                json.WriteText("indent", found.Indent);
        };
    }

    private static int Cursor(Request request, string code) =>
        request.Number("cursor_pos") is { } position ? CodePoints.ToUtf16(code, position) : code.Length;
}
