using System.Text;

namespace Solar.Notebooks.Documents.Export;

/// <summary>Writes a notebook file in the format that another file's name asks for.</summary>
public static class NotebookConversion
{
    /// <exception cref="ArgumentException">One of the names asks for a format that we do not have.</exception>
    public static void Convert(string from, string to)
    {
        var notebook = NotebookFile.Read(from);
        var title = Path.GetFileNameWithoutExtension(to);
        switch (Path.GetExtension(to).ToLowerInvariant())
        {
            case ".ipynb" or ".dib":
                NotebookFile.Write(notebook, to);
                break;
            case ".html":
                Write(to, HtmlExport.Of(notebook, title));
                break;
            case ".md":
                var (text, images) = MarkdownExport.Of(notebook, title + "_files");
                foreach (var (name, content) in images)
                    WholeFile.Write(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(to))!, name), content);
                Write(to, text);
                break;
            case ".cs" or ".csx":
                Write(to, ScriptExport.Of(notebook));
                break;
            default:
                throw new ArgumentException($"{to}: a notebook becomes .ipynb, .dib, .html, .md, .cs or .csx.");
        }
    }

    private static void Write(string path, string text) => WholeFile.Write(path, new UTF8Encoding(false).GetBytes(text));
}
