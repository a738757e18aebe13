using System.Text.Json;
using System.Threading;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>Expressions that a client wants to know after a cell: their values, shown to nobody else.</summary>
internal static class UserExpressions
{
    public static IReadOnlyList<(string Name, Action<Utf8JsonWriter> Write)> Of(NotebookSession session, Request request)
    {
        if (!request.Content.TryGetProperty("user_expressions", out var wanted) || wanted.ValueKind != JsonValueKind.Object)
            return [];
        var values = new List<(string, Action<Utf8JsonWriter>)>();
        foreach (var one in wanted.EnumerateObject())
        {
            if (one.Value.ValueKind == JsonValueKind.String)
                values.Add((one.Name, Evaluate(session, one.Name, one.Value.GetString()!)));
        }

        return values;
    }

    private static Action<Utf8JsonWriter> Evaluate(NotebookSession session, string name, string code)
    {
        var value = new ValueOnly();
        var outcome = session.Run(new(code, Name: $"expression {name}"), value);
        return json =>
        {
            json.WriteString("status", outcome.Error is null ? "ok" : "error");
            if (outcome.Error is { } error)
                error.Write(json);
            else
                json.WriteBundle(value.Result?.Bundle ?? new(new Dictionary<string, System.Text.Json.Nodes.JsonNode?>()));
        };
    }

    private sealed class ValueOnly : ICellFrontEnd
    {
        public ExecuteResult? Result { get; private set; }

        public void Emit(CellEvent happened) => Result = happened as ExecuteResult ?? Result;

        public string ReadLine(string prompt, bool password, CancellationToken cancellation) =>
            throw new InvalidOperationException("An expression of the front end asks nobody.");
    }
}
