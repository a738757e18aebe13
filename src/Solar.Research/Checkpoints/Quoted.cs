namespace Solar.Research.Checkpoints;

/// <summary>Names from files, made fit for a message: a hostile name is neither long nor moves the cursor.</summary>
internal static class Quoted
{
    private const int Longest = 120;
    private const int Most = 8;

    public static string Name(string name)
    {
        var kept = name.Length <= Longest ? name : name[..Longest] + "…";
        return string.Concat(kept.Select(c => char.IsControl(c) ? '�' : c));
    }

    /// <summary>The first few names, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.Take(Most).Select(name => $"'{Name(name)}'"));
        return names.Count > Most ? $"{shown} and {names.Count - Most} more" : shown;
    }
}
