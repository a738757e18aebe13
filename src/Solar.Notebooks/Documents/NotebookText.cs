using System.Text;
using System.Text.Json.Nodes;
using Solar.Notebooks.Documents.Json;

namespace Solar.Notebooks.Documents;

/// <summary>Composes a notebook's text from the one it was read from, replacing only what was changed.</summary>
internal sealed class NotebookText(string text, JsonPiece root, IReadOnlyList<NotebookCell> read, Notebook notebook)
{
    // How deep things stand: members of the notebook 1, cells 2, members of a cell 3.
    private const int MemberLevel = 1, CellLevel = 2, CellMemberLevel = 3;

    private readonly JsonStyle _style = JsonStyle.Of(text, root);

    public string Compose()
    {
        var moved = !notebook.Cells.SequenceEqual(read);
        if (!moved && !notebook.MetadataChanged && !notebook.Cells.Any(IsChanged))
            return text;

        var edits = new List<TextEdit>();
        if ((root["nbformat_minor"] is { } minor ? NotebookReader.Whole(minor) : 0) < 5)
            edits.Add(MemberEdit.Set(text, root, _style, MemberLevel, "nbformat_minor", "5"));
        if (notebook.MetadataChanged)
            edits.Add(MemberEdit.Set(text, root, _style, MemberLevel, "metadata", _style.Write(notebook.Metadata, MemberLevel)));
        CellIds.Complete(notebook.Cells);
        if (moved)
            edits.Add(new(root["cells"]!.Start, root["cells"]!.End, AllCells()));
        else
            edits.AddRange(notebook.Cells.SelectMany(CellEdits));
        return TextEdit.Apply(text, 0, text.Length, edits);
    }

    private static bool IsChanged(NotebookCell cell) =>
        cell.SourceChanged || cell.MetadataChanged
        || (cell.Kind == CellKind.Code && (cell.OutputsChanged || cell.ExecutionCountChanged))
        || (cell.Id is { } id && (cell.Origin?["id"] is not { } was || was.Decoded() != id));

    private string AllCells()
    {
        if (notebook.Cells.Count == 0)
            return "[]";
        var written = new StringBuilder("[");
        foreach (var (index, cell) in notebook.Cells.Index())
        {
            written.Append(index == 0 ? _style.Break(CellLevel) : _style.Between(CellLevel));
            written.Append(cell.Origin is { } origin && read.Contains(cell)
                ? TextEdit.Apply(text, origin.Start, origin.End, CellEdits(cell))
                : _style.Write(Whole(cell), CellLevel));
        }

        return written.Append(_style.Break(MemberLevel)).Append(']').ToString();
    }

    private IEnumerable<TextEdit> CellEdits(NotebookCell cell)
    {
        var origin = cell.Origin!;
        if (origin["id"] is not { Kind: JsonPieceKind.String } id || id.Decoded() != cell.Id)
            yield return Set("id", JsonValue.Create(cell.Id));
        if (cell.SourceChanged)
            yield return Set("source", Source(cell));
        if (cell.MetadataChanged)
            yield return Set("metadata", cell.Metadata);
        if (cell.Kind != CellKind.Code)
            yield break;
        if (cell.ExecutionCountChanged)
            yield return Set("execution_count", cell.ExecutionCount);
        if (cell.OutputsChanged)
            yield return Set("outputs", cell.OutputsNode());

        TextEdit Set(string name, JsonNode? value) =>
            MemberEdit.Set(text, origin, _style, CellMemberLevel, name, _style.Write(value, CellMemberLevel));
    }

    private static JsonObject Whole(NotebookCell cell)
    {
        var made = new JsonObject();
        if (cell.AttachmentsNode() is { } attachments)
            made["attachments"] = attachments;
        made["cell_type"] = cell.Kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" };
        if (cell.Kind == CellKind.Code)
            made["execution_count"] = cell.ExecutionCount;
        made["id"] = cell.Id;
        made["metadata"] = cell.Metadata.DeepClone();
        if (cell.Kind == CellKind.Code)
            made["outputs"] = cell.OutputsNode();
        made["source"] = Source(cell);
        return made;
    }

    // A source that was one string stays one; otherwise lines, as Jupyter writes them.
    private static JsonNode Source(NotebookCell cell) =>
        cell.Origin?["source"] is { Kind: JsonPieceKind.String } ? JsonValue.Create(cell.Source) : OutputJson.Lines(cell.Source);
}
