using System.Text;

namespace Solar.Notebooks.Documents.Json;

/// <summary>A stretch of text and what is to stand in its place.</summary>
internal readonly record struct TextEdit(int Start, int End, string Replacement)
{
    /// <summary>A stretch of a text with its edits made; insertions at one place keep their order.</summary>
    public static string Apply(string text, int start, int end, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder();
        var at = start;
        foreach (var edit in edits.OrderBy(e => e.Start))
        {
            edited.Append(text, at, edit.Start - at).Append(edit.Replacement);
            at = edit.End;
        }

        return edited.Append(text, at, end - at).ToString();
    }
}
