namespace Solar.Research.Data.Templates.Jinja;

/// <summary>A template's text, which knows the line and column of each place in it.</summary>
internal sealed class TemplateSource
{
    private const int Longest = 1 << 18;

    /// <exception cref="InvalidDataException">It is longer than any chat template.</exception>
    public TemplateSource(string text, string name)
    {
        Name = name;
        // Jinja's own reading: one kind of line end, and the last of them is not part of the template.
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        Text = text.EndsWith('\n') ? text[..^1] : text;
        if (Text.Length > Longest)
            throw new InvalidDataException($"{name}: a chat template of {Text.Length} characters; at most {Longest} are read.");
    }

    public string Name { get; }

    public string Text { get; }

    public InvalidDataException Error(int at, string message)
    {
        int end = Math.Min(at, Text.Length);
        int line = Text.AsSpan(0, end).Count('\n') + 1;
        int column = end - (end == 0 ? -1 : Text.LastIndexOf('\n', end - 1));
        return new($"{Name}, line {line}, column {column}: {message}");
    }
}
