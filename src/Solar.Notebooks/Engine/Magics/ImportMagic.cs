using Solar.Notebooks.Documents;
using Solar.Notebooks.Engine.Cells;

namespace Solar.Notebooks.Engine.Magics;

/// <summary><c>#!import</c>: runs what another file holds, as if it stood here.</summary>
internal static class ImportMagic
{
    /// <summary>Runs the code cells of a notebook, or a file of code in the language that its name tells; a <c>.cs</c> file is a library.</summary>
    public static void Import(MagicCall call)
    {
        var named = call.Plain() is [var only] ? only : throw call.Misused("one file is to be named");
        var path = Path.GetFullPath(named, call.Cell.Folder);
        if (!File.Exists(path))
            throw new CellFailedException("FileNotFound", $"{call.Place}: there is no file {path} to import. Paths begin at the notebook's folder.");
        if (call.Cell.Importing.Contains(path))
            throw new CellFailedException("CircularImport", $"{call.Place}: {named} imports itself: {string.Join(" imports ", call.Cell.Importing.Append(path).Select(Path.GetFileName))}.");

        call.Cell.Importing.Add(path);
        try
        {
            foreach (var (code, language, name) in Parts(path, call))
                new CellRunner(call.Session, call.Cell).Run(code, language, name);
        }
        finally
        {
            call.Cell.Importing.RemoveAt(call.Cell.Importing.Count - 1);
        }
    }

    private static IEnumerable<(string Code, string Language, string Name)> Parts(string path, MagicCall call)
    {
        var file = Path.GetFileName(path);
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".ipynb" or ".dib")
        {
            var notebook = NotebookFile.Read(path);
            return notebook.Cells
                .Select((cell, index) => (Cell: cell, Number: index + 1))
                .Where(cell => cell.Cell.Kind == CellKind.Code)
                .Select(cell => (cell.Cell.Source, CellLanguage.Of(notebook, cell.Cell), $"{file}, cell {cell.Number}"));
        }

        var language = extension switch
        {
            ".cs" => "lib",
            ".csx" => "csharp",
            ".fs" or ".fsx" => "fsharp",
            ".sql" => "sql",
            ".md" => "markdown",
            ".html" => "html",
            ".js" => "javascript",
            ".mmd" => "mermaid",
            _ => throw call.Misused($"{file} is neither a notebook (.ipynb, .dib) nor code (.cs, .csx, .fs, .fsx, .sql, .md, .html, .js, .mmd)"),
        };
        return [(File.ReadAllText(path), language, file)];
    }
}
