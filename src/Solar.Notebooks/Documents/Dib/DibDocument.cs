namespace Solar.Notebooks.Documents.Dib;

/// <summary>One cell of a <c>.dib</c> file.</summary>
/// <param name="Magic">The name behind <c>#!</c>, as written; none for text before the first one.</param>
/// <param name="Written">Everything of it, its magic line and empty lines included.</param>
/// <param name="Source">Its text, without empty lines around it.</param>
public sealed record DibCell(string? Magic, string Written, string Source);

/// <summary>A notebook as .NET Interactive's readable text: cells that begin with a line such as <c>#!csharp</c>, without outputs.</summary>
public sealed class DibDocument
{
    private DibDocument(IReadOnlyList<DibCell> cells) => Cells = cells;

    /// <summary>The cells; together their texts are the file's, character by character.</summary>
    public IReadOnlyList<DibCell> Cells { get; }

    /// <summary>Reads the text of a <c>.dib</c> file.</summary>
    /// <exception cref="InvalidDataException">What stands under <c>#!meta</c> is not JSON.</exception>
    public static DibDocument Parse(string text, string name = "the notebook") => new(DibReader.Cells(text, name));

    /// <summary>A notebook's cells as .NET Interactive writes them. Outputs, ids and other metadata have no place in the format.</summary>
    /// <exception cref="InvalidDataException">A cell of text holds a line that would begin another cell.</exception>
    public static DibDocument Of(Notebook notebook)
    {
        var parts = notebook.Cells.Select((cell, index) => Part(notebook, cell, index)).Prepend(("meta", DibMeta.Of(notebook))).ToArray();
        return new([.. parts.Select((part, i) => Written(part.Item1, part.Item2, last: i == parts.Length - 1))]);
    }

    /// <summary>The text of the file.</summary>
    public string ToText() => string.Concat(Cells.Select(c => c.Written));

    /// <summary>The cells as a notebook, without outputs. What stands under <c>#!meta</c> becomes its metadata <c>polyglot_notebook</c>.</summary>
    public Notebook ToNotebook()
    {
        var meta = DibMeta.Parse(Cells, "#!meta");
        var notebook = Notebook.Create();
        if (meta is not null)
            notebook.Metadata["polyglot_notebook"] = meta;
        foreach (var cell in Cells.Where(c => c.Magic is null ? c.Source.Trim().Length > 0 : c.Magic != DibMeta.Magic))
        {
            notebook.Cells.Add(cell.Magic is null ? new(CellKind.Code, cell.Source) : CellLanguage.Normal(cell.Magic) switch
            {
                "markdown" => new(CellKind.Markdown, cell.Source),
                "raw" => new(CellKind.Raw, cell.Source),
                var language => new(CellKind.Code, cell.Source, language),
            });
        }

        return notebook;
    }

    private static (string Magic, string Source) Part(Notebook notebook, NotebookCell cell, int index)
    {
        var language = CellLanguage.Of(notebook, cell);
        var source = cell.Source.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n');
        if (cell.Kind != CellKind.Code)
        {
            if (source.Split('\n').FirstOrDefault(l => DibReader.Magic(l) is { } magic && DibMeta.CommonNames.Contains(magic)) is { } line)
                throw new InvalidDataException($"Cell {index + 1} holds the line '{line.Trim()}', which a .dib file reads as the beginning of another cell. Change that line.");
            return (language, source);
        }

        // A cell that says its language by its first line would say it twice.
        var firstLine = source.Split('\n')[0];
        var saysItself = CellLanguage.Declared(cell) is null && DibReader.Magic(firstLine) is { } own && CellLanguage.Normal(own) == language;
        return (language, saysItself ? source[firstLine.Length..].Trim('\n') : source);
    }

    private static DibCell Written(string magic, string source, bool last) =>
        new(magic, $"#!{magic}\n\n{source}\n{(last ? "" : "\n")}", source);
}
