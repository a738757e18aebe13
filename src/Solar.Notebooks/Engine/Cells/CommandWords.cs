using System.Text;

namespace Solar.Notebooks.Engine.Cells;

/// <summary>The words of a command line; quotes keep blanks together.</summary>
internal static class CommandWords
{
    /// <summary>The words.</summary>
    public static List<string> Of(ReadOnlySpan<char> line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, begun) = ('\0', false);
        foreach (var c in line)
        {
            if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                (quote, begun) = (c, true);
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End();
            }
            else
            {
                begun = true;
                word.Append(c);
            }
        }

        End();
        return words;

        void End()
        {
            if (begun)
                words.Add(word.ToString());
            word.Clear();
            begun = false;
        }
    }
}
