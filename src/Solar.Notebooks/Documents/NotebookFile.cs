using System.Text;
using Solar.Notebooks.Documents.Dib;

namespace Solar.Notebooks.Documents;

/// <summary>Notebooks on disk.</summary>
public static class NotebookFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads an <c>.ipynb</c> or <c>.dib</c> file.</summary>
    /// <exception cref="InvalidDataException">It is not a notebook; the message has the path and the line.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Notebook Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ipynb" => Notebook.Parse(Text(path), path),
        ".dib" => DibDocument.Parse(Text(path), path).ToNotebook(),
        var other => throw new ArgumentException($"{path}: notebooks end in .ipynb or .dib, not in '{other}'."),
    };

    /// <summary>Writes an <c>.ipynb</c> or <c>.dib</c> file beside the old one and then puts it into its place.</summary>
    public static void Write(Notebook notebook, string path) => WholeFile.Write(path, Utf8.GetBytes(Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ipynb" => notebook.ToText(),
        ".dib" => DibDocument.Of(notebook).ToText(),
        var other => throw new ArgumentException($"{path}: notebooks end in .ipynb or .dib, not in '{other}'."),
    }));

    private static string Text(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        try
        {
            return Utf8.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException bad)
        {
            throw new InvalidDataException($"{path}: this is not UTF-8 (byte {bad.Index}). Save it as UTF-8.", bad);
        }
    }
}
