using System.Globalization;
using Solar.Notebooks.Documents.Json;

namespace Solar.Notebooks.Documents;

/// <summary>Makes sure that JSON is a notebook that we understand, and finds its cells.</summary>
internal static class NotebookReader
{
    /// <exception cref="InvalidDataException">It is not; the message says where and what to do.</exception>
    public static NotebookCell[] Cells(string text, JsonPiece root, string name)
    {
        if (root.Kind != JsonPieceKind.Object)
            throw Failure(root, "this is not a notebook: an object with \"cells\" and \"nbformat\" was expected.");
        CheckFormat();
        if (root["cells"] is not { Kind: JsonPieceKind.Array } cells)
            throw Failure(root["cells"] ?? root, "this is not a notebook: it has no list \"cells\".");
        return [.. cells.Items.Select(Cell)];

        void CheckFormat()
        {
            var format = root["nbformat"] ?? throw Failure(root, "this is not a notebook: it has no member \"nbformat\".");
            if (Whole(format) is not { } major)
                throw Failure(format, $"\"nbformat\" should be a number, found {format.Raw}.");
            if (major < 4)
                throw Failure(format, $"the notebook is of format {major}; format 4 can be read. Upgrade it with: jupyter nbconvert --to notebook --inplace {name}");
            if (major > 4)
                throw Failure(format, $"the notebook is of format {major}, which is newer than the formats that can be read (4.0 to 4.5).");
            if (root["nbformat_minor"] is { } minor && Whole(minor) is null)
                throw Failure(minor, $"\"nbformat_minor\" should be a number, found {minor.Raw}.");
        }

        NotebookCell Cell(JsonPiece cell, int index)
        {
            if (cell.Kind != JsonPieceKind.Object)
                throw Failure(cell, $"cell {index + 1} should be an object.");
            var kind = cell["cell_type"] is { Kind: JsonPieceKind.String } type ? type.Decoded() : "";
            if (cell["source"] is not { } source || !IsText(source))
                throw Failure(cell["source"] ?? cell, $"\"source\" of cell {index + 1} should be a string or a list of lines.");
            Expect(cell, index, "metadata", JsonPieceKind.Object);
            Expect(cell, index, "outputs", JsonPieceKind.Array);
            return kind switch
            {
                "code" => new(CellKind.Code, cell),
                "markdown" => new(CellKind.Markdown, cell),
                "raw" => new(CellKind.Raw, cell),
                _ => throw Failure(cell["cell_type"] ?? cell, $"\"cell_type\" of cell {index + 1} should be code, markdown or raw, found \"{kind}\"."),
            };
        }

        void Expect(JsonPiece cell, int index, string member, JsonPieceKind kind)
        {
            if (cell[member] is { } found && found.Kind != kind)
                throw Failure(found, $"\"{member}\" of cell {index + 1} should be {(kind == JsonPieceKind.Object ? "an object" : "a list")}.");
        }

        InvalidDataException Failure(JsonPiece at, string what) => new(TextPlace.Of(text, at.Start).Says(name, what));
    }

    /// <summary>A whole number; none if the piece is anything else.</summary>
    public static int? Whole(JsonPiece piece) =>
        piece.Kind == JsonPieceKind.Number && int.TryParse(piece.Raw, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsText(JsonPiece piece) =>
        piece.Kind == JsonPieceKind.String || (piece.Kind == JsonPieceKind.Array && piece.Items.All(i => i.Kind == JsonPieceKind.String));
}
