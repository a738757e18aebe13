namespace Solar.Notebooks.Documents.Dib;

/// <summary>Cuts the text of a <c>.dib</c> file into cells.</summary>
internal static class DibReader
{
    public static List<DibCell> Cells(string text, string name)
    {
        var cells = new List<DibCell>();
        IReadOnlySet<string> names = DibMeta.CommonNames;
        string? magic = null;
        int start = 0, sourceStart = text.StartsWith('\uFEFF') ? 1 : 0;
        foreach (var (at, line) in Lines(text))
        {
            // Any magic ends the meta cell; only then are the notebook's own kernel names known.
            if (Magic(line) is not { } next || (magic != DibMeta.Magic && !names.Contains(next)))
                continue;
            Close(at);
            if (!names.Contains(next))
                throw new InvalidDataException($"{name}: #!meta is followed by '#!{next}', which is not the name of a language.");
            (start, sourceStart, magic) = (at, at + line.Length, next);
        }

        Close(text.Length);
        return cells;

        void Close(int end)
        {
            if (start < end)
                cells.Add(new(magic, text[start..end], text[Math.Min(sourceStart, end)..end].Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n')));
            if (magic == DibMeta.Magic)
                names = DibMeta.Names(DibMeta.Parse(cells, name));
        }
    }

    /// <summary>The name on a line that is nothing but a magic; none for other lines.</summary>
    public static string? Magic(string line)
    {
        var trimmed = line.Trim().TrimStart('\uFEFF');
        return trimmed.StartsWith("#!", StringComparison.Ordinal) && trimmed.Length > 2 && !trimmed.Any(char.IsWhiteSpace) ? trimmed[2..] : null;
    }

    private static IEnumerable<(int At, string Line)> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var found = text.IndexOf('\n', at);
            var end = found < 0 ? text.Length : found + 1;
            yield return (at, text[at..end]);
            at = end;
        }
    }
}
