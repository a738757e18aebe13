using System.Text;

namespace Solar.Research.Data.Prose;

/// <summary>Makes the texts of different editors alike, so that a small vocabulary is not spent on their habits.</summary>
public static class ProseText
{
    /// <summary>
    /// Straight quotation marks and hyphens, one space between words, one empty line between paragraphs;
    /// control characters are gone; every other character stays.
    /// </summary>
    public static string Clean(string raw)
    {
        var paragraphs = raw.ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(OneLine)
            .Where(paragraph => paragraph.Length > 0);
        return string.Join("\n\n", paragraphs);
    }

    private static string OneLine(string paragraph)
    {
        var line = new StringBuilder(paragraph.Length);
        foreach (var character in paragraph)
        {
            var plain = Plain(character);
            if (char.IsWhiteSpace(plain) || char.IsControl(plain))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else
            {
                line.Append(plain);
            }
        }

        return line.ToString().TrimEnd();
    }

    private static char Plain(char character) => character switch
    {
        '\u2018' or '\u2019' => '\'',
        '\u201C' or '\u201D' => '"',
        '\u2010' or '\u2011' => '-',
        _ => character,
    };
}
