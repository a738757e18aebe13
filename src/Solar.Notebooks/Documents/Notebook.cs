using System.Text.Json.Nodes;
using Solar.Notebooks.Documents.Json;

namespace Solar.Notebooks.Documents;

/// <summary>A document of cells, nbformat 4.</summary>
/// <remarks>
/// It keeps the text that it was read from. Written again, everything that was not changed is there character by
/// character: layout, order of members, forms of numbers, escapes, unknown members, the last line's end.
/// Formats 4.0 to 4.4 become 4.5 when something is changed, and their cells get ids.
/// </remarks>
public sealed class Notebook
{
    private readonly JsonPiece _root;
    private readonly NotebookCell[] _read;
    private JsonObject? _metadata;

    private Notebook(string text, JsonPiece root, NotebookCell[] cells)
    {
        (OriginalText, _root, _read) = (text, root, cells);
        Cells = [.. cells];
    }

    /// <summary>The cells in order. They may be added, removed and moved.</summary>
    public IList<NotebookCell> Cells { get; }

    /// <summary>What programs noted about the notebook. May be changed in place.</summary>
    public JsonObject Metadata => _metadata ??= MetadataRead();

    /// <summary>The language of code cells that do not say theirs: that of the notebook's kernel.</summary>
    public string Language => NotebookLanguage.Of(Metadata);

    /// <summary>Reads the text of an <c>.ipynb</c> file.</summary>
    /// <param name="text">The text; a byte order mark is kept.</param>
    /// <param name="name">What errors call it: the file's path.</param>
    /// <exception cref="InvalidDataException">It is not JSON, not a notebook, or not of format 4.</exception>
    public static Notebook Parse(string text, string name = "the notebook")
    {
        var root = JsonPieceReader.Read(text, name);
        return new(text, root, NotebookReader.Cells(text, root, name));
    }

    /// <summary>A notebook without cells for our kernel.</summary>
    public static Notebook Create(string language = "csharp")
    {
        var root = new JsonObject
        {
            ["cells"] = new JsonArray(),
            ["metadata"] = NotebookLanguage.Metadata(language),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return Parse(JsonStyle.Jupyter.Write(root, 0) + "\n");
    }

    /// <summary>The text of the file: the one that was read, but for what was changed.</summary>
    public string ToText() => new NotebookText(OriginalText, _root, _read, this).Compose();

    internal string OriginalText { get; }

    internal bool MetadataChanged =>
        _metadata is not null && JsonStyle.Canonical.Write(_metadata, 0) != JsonStyle.Canonical.Write(MetadataRead(), 0);

    private JsonObject MetadataRead() => _root["metadata"] is { Kind: JsonPieceKind.Object } metadata ? metadata.ToNode()!.AsObject() : [];
}
