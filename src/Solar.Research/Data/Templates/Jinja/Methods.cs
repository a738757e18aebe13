namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The methods of Python's strings and dictionaries that templates call.</summary>
internal static class Methods
{
    private static readonly Dictionary<string, Func<MarkedText, Passed, object?>> OfText = new(StringComparer.Ordinal)
    {
        ["capitalize"] = (text, with) => text.Remade(PythonText.Capitalize(with.Only() is null ? "" : text.Text)),
        ["endswith"] = (text, with) => Affixes(with).Any(suffix => text.Text.EndsWith(suffix, StringComparison.Ordinal)),
        ["find"] = (text, with) => (long)text.Text.IndexOf(with.Only("sub").Text(0, "sub"), StringComparison.Ordinal),
        ["join"] = (text, with) => Filters.Run("join", with.Only("iterable").Get(0, "iterable"), new([text], Passed.NoNames, with.Budget)),
        ["lower"] = (text, with) => text.Remade(with.Only() is null ? "" : text.Text.ToLowerInvariant()),
        ["lstrip"] = (text, with) => PythonText.Strip(text, with.Only("chars").TextOrNull(0, "chars"), left: true, right: false),
        ["removeprefix"] = (text, with) => with.Only("prefix").Text(0, "prefix") is var prefix && text.Text.StartsWith(prefix, StringComparison.Ordinal) ? text.Slice(prefix.Length, text.Length - prefix.Length) : text,
        ["removesuffix"] = (text, with) => with.Only("suffix").Text(0, "suffix") is var suffix && text.Text.EndsWith(suffix, StringComparison.Ordinal) ? text.Slice(0, text.Length - suffix.Length) : text,
        ["replace"] = (text, with) => Replace(text, with.Only("old", "new", "count").Get(0, "old"), with.Get(1, "new"), with.Integer(2, "count", -1)),
        ["rstrip"] = (text, with) => PythonText.Strip(text, with.Only("chars").TextOrNull(0, "chars"), left: false, right: true),
        ["split"] = (text, with) => Split(text, with.Only("sep", "maxsplit").TextOrNull(0, "sep"), with.Integer(1, "maxsplit", -1)),
        ["startswith"] = (text, with) => Affixes(with).Any(prefix => text.Text.StartsWith(prefix, StringComparison.Ordinal)),
        ["strip"] = (text, with) => PythonText.Strip(text, with.Only("chars").TextOrNull(0, "chars"), left: true, right: true),
        ["title"] = (text, with) => text.Remade(PythonText.Title(with.Only() is null ? "" : text.Text)),
        ["upper"] = (text, with) => text.Remade(with.Only() is null ? "" : text.Text.ToUpperInvariant()),
    };

    private static readonly Dictionary<string, Func<OrderedDictionary<string, object?>, Passed, object?>> OfDictionary = new(StringComparer.Ordinal)
    {
        ["get"] = (members, with) => members.TryGetValue(with.Only("key", "default").Text(0, "key"), out var value) ? value : with.Has(1, "default") ? with.Get(1, "default") : null,
        ["items"] = (members, with) => with.Only() is null ? null : ItemsOf(members),
        ["keys"] = (members, with) => with.Only() is null ? null : members.Keys.Select(key => (object?)MarkedText.Written(key)).ToList(),
        ["values"] = (members, with) => with.Only() is null ? null : members.Values.ToList(),
    };

    /// <summary>A method of a value, or null.</summary>
    public static Callable? Of(object? value, string name) => value switch
    {
        MarkedText text when OfText.TryGetValue(name, out var run) => new(name, with => run(text, with)),
        OrderedDictionary<string, object?> members when OfDictionary.TryGetValue(name, out var run) => new(name, with => run(members, with)),
        _ => null,
    };

    /// <summary>Those of a value, for a message.</summary>
    public static IEnumerable<string> NamesOf(object? value) => value switch
    {
        MarkedText => OfText.Keys,
        OrderedDictionary<string, object?> => OfDictionary.Keys,
        _ => [],
    };

    public static List<object?> ItemsOf(OrderedDictionary<string, object?> members) =>
        members.Select(entry => (object?)new List<object?> { MarkedText.Written(entry.Key), entry.Value }).ToList();

    public static MarkedText Replace(MarkedText text, object? old, object? fresh, long most)
    {
        if (old is not MarkedText { Length: > 0 } from || fresh is not MarkedText to)
            throw new InvalidDataException($"'replace' replaces a string that is not empty by a string, not {Values.NameOf(old)} by {Values.NameOf(fresh)}.");
        var builder = new MarkedText.Builder();
        int at = 0;
        for (long n = 0; n != most; n++)
        {
            int found = text.Text.IndexOf(from.Text, at, StringComparison.Ordinal);
            if (found < 0)
                break;
            builder.Append(text.Slice(at, found - at));
            builder.Append(to);
            at = found + from.Length;
        }

        builder.Append(text.Slice(at, text.Length - at));
        return builder.ToText();
    }

    private static List<object?> Split(MarkedText text, string? separator, long most)
    {
        if (separator?.Length == 0)
            throw new InvalidDataException("'split' is given an empty separator.");
        var parts = new List<object?>();
        int at = 0;
        while (true)
        {
            // Without a separator it is runs of white space that separate, and none at the ends counts.
            while (separator is null && at < text.Length && PythonText.IsSpace(text.Text[at]))
                at++;
            if (separator is null && at == text.Length)
                return parts;
            int found = parts.Count == most ? -1 : separator is null ? NextSpace(text.Text, at) : text.Text.IndexOf(separator, at, StringComparison.Ordinal);
            int end = found < 0 ? text.Length : found;
            var part = text.Slice(at, end - at);
            parts.Add(separator is null && found < 0 ? PythonText.Strip(part, null, left: false, right: true) : part);
            if (found < 0)
                return parts;
            at = found + (separator?.Length ?? 1);
        }
    }

    private static int NextSpace(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (PythonText.IsSpace(text[i]))
                return i;
        }

        return -1;
    }

    private static IEnumerable<string> Affixes(Passed with) => with.Only("affix").Get(0, "affix") switch
    {
        MarkedText one => [one.Text],
        IReadOnlyList<object?> several => several.Select(one => Values.ToText(one).Text),
        var other => throw new InvalidDataException($"the beginning or end asked for is {Values.NameOf(other)}, not a string."),
    };
}
