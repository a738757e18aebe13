using System.Globalization;

namespace Solar.Research.Data.Prose;

/// <summary>The glosses of WordNet's <c>data.*</c> files: the words of a synonym set, what they mean, and example sentences.</summary>
/// <remarks>wndb(5WN): offset, file number, part of speech, word count (hexadecimal), words with lexical ids, pointers, then <c>|</c> and the gloss.</remarks>
public static class WordNetGlosses
{
    /// <summary>One document a synonym set, such as <c>gymnastic apparatus, exerciser: sports equipment used in gymnastic exercises</c>.</summary>
    /// <param name="lines">The lines of one data file; those of its licence start with two spaces and are left out.</param>
    /// <param name="file">The file's name, for ids and messages.</param>
    /// <exception cref="InvalidDataException">A line is not a synonym set.</exception>
    public static IEnumerable<ProseDocument> Read(IEnumerable<string> lines, string file)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Length > 0 && !line.StartsWith("  ", StringComparison.Ordinal))
                yield return Gloss(line, file, number);
        }
    }

    private static ProseDocument Gloss(string line, string file, int number)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        var fields = bar < 0 ? [] : line[..bar].Split(' ');
        if (fields.Length < 6
            || !int.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var words)
            || fields.Length < 4 + (2 * words))
        {
            throw new InvalidDataException($"Line {number} of WordNet's '{file}' is not a synonym set: '{line[..Math.Min(line.Length, 60)]}'.");
        }

        var names = Enumerable.Range(0, words).Select(word => Name(fields[4 + (2 * word)]));
        return new(ProseSources.WordNet.Name, $"{file}/{fields[0]}", ProseText.Clean($"{string.Join(", ", names)}: {line[(bar + 3)..]}"));
    }

    // An adjective carries its place in the sentence in brackets: "galore(ip)".
    private static string Name(string word)
    {
        var bracket = word.IndexOf('(', StringComparison.Ordinal);
        return (bracket > 0 ? word[..bracket] : word).Replace('_', ' ');
    }
}
