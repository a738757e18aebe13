using System.Text.Json.Nodes;
using Solar.Notebooks.Display;
using Solar.Notebooks.Documents.Json;

namespace Solar.Notebooks.Documents;

/// <summary>One cell. What is set to the value that it had is not a change.</summary>
public sealed class NotebookCell
{
    private string? _source;
    private JsonObject? _metadata;
    private IReadOnlyList<CellOutput>? _outputs;
    private int? _executionCount;

    /// <summary>A new cell; its id follows from its text when the notebook is written.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="source">Its text.</param>
    /// <param name="language">A code cell's language, if not the notebook's.</param>
    public NotebookCell(CellKind kind, string source, string? language = null)
    {
        (Kind, _source, _outputs) = (kind, source, []);
        _metadata = language is null ? [] : CellLanguage.Metadata(language);
    }

    internal NotebookCell(CellKind kind, JsonPiece origin)
    {
        (Kind, Origin) = (kind, origin);
        Id = origin["id"] is { Kind: JsonPieceKind.String } id ? id.Decoded() : null;
        _executionCount = CountIn(origin);
    }

    /// <summary>What it is.</summary>
    public CellKind Kind { get; }

    /// <summary>Its name within the notebook. None: it is new, or of a format older than 4.5, and gets one when the notebook is written.</summary>
    public string? Id { get; set; }

    /// <summary>Its text.</summary>
    public string Source
    {
        get => _source ??= SourceIn(Origin!);
        set => _source = value;
    }

    /// <summary>What programs noted about it. May be changed in place.</summary>
    public JsonObject Metadata => _metadata ??= MetadataIn(Origin!);

    /// <summary>What its last run left behind; nothing for cells that are not code.</summary>
    public IReadOnlyList<CellOutput> Outputs
    {
        get => _outputs ??= OutputsIn(Origin!);
        set => _outputs = value;
    }

    /// <summary>The number in its brackets.</summary>
    public int? ExecutionCount
    {
        get => _executionCount;
        set => _executionCount = value;
    }

    /// <summary>The tags among its metadata.</summary>
    public IReadOnlyList<string> Tags => Metadata["tags"] is JsonArray tags
        ? [.. tags.OfType<JsonValue>().Where(t => t.TryGetValue<string>(out _)).Select(t => t.GetValue<string>())]
        : [];

    /// <summary>Files inside a Markdown or raw cell, by name.</summary>
    public IReadOnlyDictionary<string, MimeBundle> Attachments => AttachmentsNode() is { } attachments
        ? attachments.Where(a => a.Value is JsonObject).ToDictionary(a => a.Key, a => new MimeBundle(OutputJson.BundleData(a.Value!.AsObject())))
        : new Dictionary<string, MimeBundle>();

    /// <summary>Where it was read; none for a new cell.</summary>
    internal JsonPiece? Origin { get; }

    internal JsonObject? AttachmentsNode() => Origin?["attachments"] is { Kind: JsonPieceKind.Object } attachments ? attachments.ToNode()!.AsObject() : null;

    internal bool SourceChanged => Origin is null || (_source is not null && _source != SourceIn(Origin));

    internal bool MetadataChanged => Origin is null || (_metadata is not null && !Same(_metadata, MetadataIn(Origin)));

    internal bool OutputsChanged => Origin is null || (_outputs is not null && !Same(OutputsNode(), Written(OutputsIn(Origin))));

    internal bool ExecutionCountChanged => Origin is null || _executionCount != CountIn(Origin);

    internal JsonArray OutputsNode() => Written(Outputs);

    private static JsonArray Written(IReadOnlyList<CellOutput> outputs) => new([.. outputs.Select(o => (JsonNode)OutputJson.Write(o))]);

    private static bool Same(JsonNode a, JsonNode b) => JsonStyle.Canonical.Write(a, 0) == JsonStyle.Canonical.Write(b, 0);

    private static string SourceIn(JsonPiece cell) => OutputJson.Text(cell["source"]?.ToNode());

    private static JsonObject MetadataIn(JsonPiece cell) => cell["metadata"] is { Kind: JsonPieceKind.Object } metadata ? metadata.ToNode()!.AsObject() : [];

    private static CellOutput[] OutputsIn(JsonPiece cell) =>
        [.. (cell["outputs"]?.Items ?? []).Where(o => o.Kind == JsonPieceKind.Object).Select(o => OutputJson.Read(o.ToNode()!.AsObject()))];

    private static int? CountIn(JsonPiece cell) =>
        cell["execution_count"] is { Kind: JsonPieceKind.Number } count && int.TryParse(count.Raw, out var number) ? number : null;
}
