using System.Text;
using System.Text.RegularExpressions;

namespace Solar.Notebooks.Jupyter.History;

/// <summary>A shell pattern over a whole text, new lines included: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[!a-z]</c>.</summary>
internal sealed class Glob
{
    private readonly Regex _regex;

    public Glob(string pattern)
    {
        var regex = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var close = pattern[at] == '[' ? pattern.IndexOf(']', Math.Min(at + (at + 1 < pattern.Length && pattern[at + 1] == '!' ? 3 : 2), pattern.Length)) : -1;
            if (close > 0)
            {
                var set = pattern[(at + 1)..close].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
                regex.Append(set[0] == '!' ? $"[^{set[1..]}]" : set[0] == '^' ? $"[\\{set}]" : $"[{set}]");
                at = close;
            }
            else
            {
                regex.Append(pattern[at] switch
                {
                    '*' => ".*",
                    '?' => ".",
                    var other => Regex.Escape(other.ToString()),
                });
            }
        }

        // Without backtracking, so that no pattern takes for ever.
        _regex = new($"^(?:{regex})\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    public bool IsMatch(string text) => _regex.IsMatch(text);
}
