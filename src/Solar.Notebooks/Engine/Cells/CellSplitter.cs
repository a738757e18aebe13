namespace Solar.Notebooks.Engine.Cells;

/// <summary>Splits a cell at its magic lines: <c>#!language</c> begins code of another language, any other magic stands for itself.</summary>
internal static class CellSplitter
{
    /// <summary>The parts, in order.</summary>
    /// <param name="cell">The cell's text.</param>
    /// <param name="language">The cell's own language.</param>
    /// <param name="isLanguage">Whether a magic names a language.</param>
    public static IReadOnlyList<CellPart> Split(string cell, string language, Func<string, bool> isLanguage)
    {
        var parts = new List<CellPart>();
        IReadOnlyList<string> options = [];
        var (begun, at, line) = (0, 0, 1);
        for (; at < cell.Length; line++)
        {
            var end = cell.IndexOf('\n', at) is var found and >= 0 ? found + 1 : cell.Length;
            if (Words(cell.AsSpan(at, end - at)) is [var name, .. var arguments])
            {
                AddCode(at);
                begun = end;
                if (isLanguage(name))
                    (language, options) = (name, arguments);
                else
                    parts.Add(new MagicPart(at, end, name, arguments, line, language));
            }

            at = end;
        }

        AddCode(cell.Length);
        return parts;

        void AddCode(int end)
        {
            // The cursor may stand in an empty cell or below a last magic: that is a place of the language, too.
            if (!string.IsNullOrWhiteSpace(cell[begun..end]) || end == cell.Length || options.Count > 0)
                parts.Add(new CodePart(begun, end, language, Only(cell, begun, end), options));
            options = [];
        }
    }

    /// <summary>The cell with everything outside a stretch blanked out.</summary>
    private static string Only(string cell, int start, int end)
    {
        if (start == 0 && end == cell.Length)
            return cell;
        return string.Create(cell.Length, (cell, start, end), static (rest, of) =>
        {
            for (var i = 0; i < rest.Length; i++)
                rest[i] = (i >= of.start && i < of.end) || of.cell[i] is '\n' or '\r' ? of.cell[i] : ' ';
        });
    }

    /// <summary>The words of a magic line without its <c>#!</c>; none: the line is code.</summary>
    private static List<string> Words(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (!line.StartsWith("#!") || line.Length < 3 || !char.IsLetter(line[2]))
            return []; // "#!/usr/bin/env" is a script's first line
        return CommandWords.Of(line[2..]);
    }
}
