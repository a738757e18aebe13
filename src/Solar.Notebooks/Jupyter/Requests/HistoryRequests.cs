using System.Text.Json;
using Solar.Notebooks.Jupyter.History;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>Earlier cells: the newest, a range, or those that match a pattern.</summary>
internal static class HistoryRequests
{
    private const int Newest = 1000;

    public static Action<Utf8JsonWriter> Of(InputHistory history, Request request)
    {
        var withOutput = request.Flag("output", false);
        var found = request.TextOr("hist_access_type", "tail") switch
        {
            "tail" => history.Tail(Math.Max(0, request.Number("n") ?? Newest)),
            "range" => history.Range(request.Number("session") ?? 0, request.Number("start") ?? 1, request.Number("stop")),
            "search" => history.Search(request.TextOr("pattern", "*"), request.Number("n"), request.Flag("unique", false)),
            var other => throw new RequestException($"history_request: hist_access_type is '{other}'; known are tail, range and search."),
        };
        return json =>
        {
            json.WriteString("status", "ok");
            json.WriteStartArray("history");
            foreach (var entry in found)
                Write(json, entry, withOutput);
            json.WriteEndArray();
        };
    }

    private static void Write(Utf8JsonWriter json, HistoryEntry entry, bool withOutput)
    {
        json.WriteStartArray();
        json.WriteNumberValue(entry.Session);
        json.WriteNumberValue(entry.Line);
        if (withOutput)
            json.WriteStartArray();
        json.WriteStringValue(JsonText.Whole(entry.Input));
        if (withOutput)
        {
            if (entry.Output is { } output)
                json.WriteStringValue(JsonText.Whole(output));
            else
                json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
