namespace Solar.Research.Checkpoints;

/// <summary>The files of a checkpoint that are neither weights nor config, and that a changed model still needs.</summary>
/// <remarks>The model card is left behind: it describes another model.</remarks>
internal static class CarriedFiles
{
    private static readonly string[] Patterns =
    [
        "generation_config.json", "tokenizer*", "special_tokens_map.json", "added_tokens.json", "vocab.json", "vocab.txt",
        "merges.txt", "chat_template*", "preprocessor_config.json", "LICENSE*", "NOTICE*", "*.py",
    ];

    /// <summary>Their names in <paramref name="folder"/>, sorted.</summary>
    public static IReadOnlyList<string> In(string folder) => Patterns
        .SelectMany(pattern => Directory.EnumerateFiles(folder, pattern))
        .Select(path => Path.GetFileName(path)!)
        .Distinct()
        .Order(StringComparer.Ordinal)
        .ToList();

    public static void Copy(string? from, string to)
    {
        if (from is null)
            return;
        foreach (var name in In(from).Where(name => !File.Exists(Path.Combine(to, name))))
            File.Copy(Path.Combine(from, name), Path.Combine(to, name));
    }
}
