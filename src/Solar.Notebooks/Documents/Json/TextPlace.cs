namespace Solar.Notebooks.Documents.Json;

/// <summary>A place in a text, counted from 1.</summary>
internal readonly record struct TextPlace(int Line, int Column)
{
    public static TextPlace Of(string text, int at)
    {
        var before = text.AsSpan(0, at);
        return new(before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }

    /// <summary>A message that begins with the place.</summary>
    public string Says(string name, string what) => $"{name}, line {Line}, column {Column}: {what}";
}
