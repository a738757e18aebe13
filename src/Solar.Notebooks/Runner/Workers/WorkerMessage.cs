using System.Text.Json.Nodes;
using Solar.Notebooks.Display;
using Solar.Notebooks.Documents.Json;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Runner.Workers;

/// <summary>One line between the runner and the process that runs the cells.</summary>
internal abstract record WorkerMessage
{
    private static readonly JsonStyle OneLine = new(null, "\n", ":", ",", Ascii: false, Sorted: false);

    /// <summary>To the process: run this cell.</summary>
    public sealed record Run(int Cell, string Code, string? Language) : WorkerMessage;

    /// <summary>To the process: stop the running cell.</summary>
    public sealed record Interrupt : WorkerMessage;

    /// <summary>From the process: a cell showed something.</summary>
    public sealed record Happened(int Cell, CellEvent Shown) : WorkerMessage;

    /// <summary>From the process: a cell ended.</summary>
    public sealed record Ended(int Cell, CellStatus Status) : WorkerMessage;

    /// <summary>The message on one line.</summary>
    public string ToLine() => OneLine.Write(ToJson(), 0);

    /// <summary>The message of a line.</summary>
    public static WorkerMessage Parse(string line)
    {
        var json = JsonPieceReader.Read(line, "a worker's message").ToNode()!.AsObject();
        return Text(json, "kind") switch
        {
            "run" => new Run(Number(json, "cell"), Text(json, "code"), json["language"]?.GetValue<string>()),
            "interrupt" => new Interrupt(),
            "ended" => new Ended(Number(json, "cell"), Enum.Parse<CellStatus>(Text(json, "status"))),
            var kind => new Happened(Number(json, "cell"), Event(kind, json)),
        };
    }

    private JsonObject ToJson() => this switch
    {
        Run run => new() { ["kind"] = "run", ["cell"] = run.Cell, ["code"] = run.Code, ["language"] = run.Language },
        Interrupt => new() { ["kind"] = "interrupt" },
        Ended ended => new() { ["kind"] = "ended", ["cell"] = ended.Cell, ["status"] = ended.Status.ToString() },
        Happened happened => Event(happened),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject Event(Happened happened)
    {
        JsonObject json = happened.Shown switch
        {
            StreamText stream => new() { ["kind"] = "stream", ["name"] = stream.Name, ["text"] = stream.Text },
            DisplayData shown => new() { ["kind"] = "display", ["bundle"] = Bundle(shown.Bundle), ["id"] = shown.DisplayId },
            UpdateDisplay update => new() { ["kind"] = "update", ["bundle"] = Bundle(update.Bundle), ["id"] = update.DisplayId },
            ExecuteResult result => new() { ["kind"] = "result", ["bundle"] = Bundle(result.Bundle) },
            ClearOutput clear => new() { ["kind"] = "clear", ["wait"] = clear.Wait },
            CellError error => new()
            {
                ["kind"] = "error",
                ["name"] = error.Name,
                ["message"] = error.Message,
                ["traceback"] = new JsonArray([.. error.Traceback.Select(l => (JsonNode)l)]),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        json["cell"] = happened.Cell;
        return json;
    }

    private static CellEvent Event(string kind, JsonObject json) => kind switch
    {
        "stream" => new StreamText(Text(json, "name"), Text(json, "text")),
        "display" => new DisplayData(Bundle(json), json["id"]?.GetValue<string>()),
        "update" => new UpdateDisplay(Bundle(json), Text(json, "id")),
        "result" => new ExecuteResult(Bundle(json)),
        "clear" => new ClearOutput(json["wait"]!.GetValue<bool>()),
        "error" => new CellError(Text(json, "name"), Text(json, "message"), [.. json["traceback"]!.AsArray().Select(l => l!.GetValue<string>())]),
        _ => throw new InvalidDataException($"A worker sent a message of the unknown kind '{kind}'."),
    };

    private static JsonObject Bundle(MimeBundle bundle) => new()
    {
        ["data"] = new JsonObject(bundle.Data.Select(d => KeyValuePair.Create(d.Key, d.Value?.DeepClone()))),
        ["metadata"] = bundle.Metadata?.DeepClone(),
    };

    private static MimeBundle Bundle(JsonObject json)
    {
        var bundle = json["bundle"]!.AsObject();
        return new(bundle["data"]!.AsObject().ToDictionary(d => d.Key, d => d.Value?.DeepClone()), bundle["metadata"]?.DeepClone().AsObject());
    }

    private static string Text(JsonObject json, string member) => json[member]!.GetValue<string>();

    private static int Number(JsonObject json, string member) => json[member]!.GetValue<int>();
}
