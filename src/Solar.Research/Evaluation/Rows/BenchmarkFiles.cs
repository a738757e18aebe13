using System.Text.RegularExpressions;

namespace Solar.Research.Evaluation.Rows;

/// <summary>How the files of one benchmark may be called.</summary>
/// <param name="Name">What <see cref="BenchmarkFiles"/> is asked for, such as <c>arc_challenge_test.jsonl</c> without its split.</param>
/// <param name="Aliases">Names that it goes by, as file or folder; letters and digits count.</param>
/// <param name="ConfigFolder">The folder that Hugging Face puts its files in, which does not name the benchmark itself; or null.</param>
internal sealed record BenchmarkNames(string Name, IReadOnlyList<string> Aliases, string? ConfigFolder = null);

/// <summary>Finds the file of a benchmark's split in a folder: by the name the small world gives it, by a Hugging Face folder, or by something near.</summary>
internal sealed partial class BenchmarkFiles(string folder)
{
    private const int Depth = 4;

    // A name as short as "arc" is part of many words.
    private const int ShortAlias = 4;

    // Parts of WinoGrande that are not the one that is scored, and a benchmark that is not.
    private static readonly string[] Others = ["xs", "s", "m", "l", "debiased", "easy", "arceasy", "auxiliary", "generation", "socratic"];

    private static readonly Dictionary<string, string[]> SplitWords = new()
    {
        ["train"] = ["train", "training"],
        ["validation"] = ["validation", "valid", "val"],
        ["test"] = ["test"],
        ["dev"] = ["dev"],
    };

    private readonly (string Path, string[] Folders, string[] Words)[] _files = List(folder);

    /// <summary>The files of a split, in the order in which their rows follow each other.</summary>
    /// <param name="names">The benchmark's names.</param>
    /// <param name="split">train, validation, test or dev.</param>
    /// <param name="unsplit">Whether a file that names no split will do.</param>
    /// <exception cref="InvalidDataException">There is none, or several that could be meant; the message lists what there is.</exception>
    public IReadOnlyList<string> Find(BenchmarkNames names, string split, bool unsplit = false)
    {
        var exact = _files.Where(file => file.Folders.Length == 0
            && Path.GetFileNameWithoutExtension(file.Path).Equals($"{names.Name}_{split}", StringComparison.OrdinalIgnoreCase)).ToArray();
        var found = exact.Length > 0 ? exact : [.. _files.Where(file => IsOf(file, names) && SplitOf(file) == split)];
        if (found.Length == 0 && unsplit)
            found = [.. _files.Where(file => IsOf(file, names) && NamesNoSplit(file))];

        var sets = found.GroupBy(file => Shard().Replace(file.Path, ""), StringComparer.Ordinal).ToArray();
        return sets.Length switch
        {
            1 => [.. sets[0].Select(file => file.Path).Order(StringComparer.Ordinal)],
            0 => throw new InvalidDataException($"{folder}: no rows of {names.Name}, split {split}. Looked for {names.Name}_{split} with {string.Join(", ", RowReader.Endings)}, "
                + $"or a Hugging Face folder such as {names.ConfigFolder ?? names.Aliases[0]}/{split}-00000-of-00001.parquet; found {There()}."),
            _ => throw new InvalidDataException($"{folder}: {sets.Length} files could be {names.Name}, split {split}: "
                + $"{string.Join(", ", found.Select(Relative))}. Leave one, or name it {names.Name}_{split}{Path.GetExtension(found[0].Path)}."),
        };
    }

    /// <summary>Whether a split is there.</summary>
    public bool Has(BenchmarkNames names, string split) => _files.Any(file => IsOf(file, names) && SplitOf(file) == split);

    /// <summary>Whether a file is there that names no split.</summary>
    public bool HasUnsplit(BenchmarkNames names) => _files.Any(file => IsOf(file, names) && NamesNoSplit(file));

    private static (string, string[], string[])[] List(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such folder; benchmarks are read from one with a file for each, such as arc_challenge_test.jsonl.");
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, AttributesToSkip = FileAttributes.Hidden };
        return [.. Directory.EnumerateFiles(folder, "*", options)
            .Where(path => RowReader.Endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)
            .Select(path =>
            {
                var above = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!);
                return (path, above == "." ? [] : above.Split(Path.DirectorySeparatorChar), Words(Path.GetFileNameWithoutExtension(path)));
            })];
    }

    private static bool IsOf((string Path, string[] Folders, string[] Words) file, BenchmarkNames names)
    {
        if (file.Words.Concat(file.Folders.SelectMany(Words)).Any(Others.Contains))
            return false;
        var parts = file.Folders.Append(string.Concat(file.Words));
        return parts.Any(part => names.Aliases.Any(alias => Joined(part) is var joined
                && (alias.Length > ShortAlias ? joined.Contains(alias, StringComparison.Ordinal) : joined.StartsWith(alias, StringComparison.Ordinal))))
            || (names.ConfigFolder is { } config && file.Folders.Contains(config, StringComparer.OrdinalIgnoreCase)
                && SplitWords.Values.Any(words => words.Contains(file.Words[0])));
    }

    private static string? SplitOf((string Path, string[] Folders, string[] Words) file) =>
        SplitWords.FirstOrDefault(split => file.Words.Any(split.Value.Contains)).Key
        ?? SplitWords.FirstOrDefault(split => file.Folders.SelectMany(Words).Any(split.Value.Contains)).Key;

    // Nor a part of one, such as "val1000".
    private static bool NamesNoSplit((string Path, string[] Folders, string[] Words) file) => SplitOf(file) is null
        && !SplitWords.Values.SelectMany(words => words).Any(split => file.Words.Any(word => word.StartsWith(split, StringComparison.Ordinal)));

    private static string[] Words(string name) => [.. WordParts().Matches(name).Select(word => word.Value.ToLowerInvariant())];

    private static string Joined(string name) => string.Concat(Words(name));

    private string Relative((string Path, string[] Folders, string[] Words) file) => Path.GetRelativePath(folder, file.Path);

    private string There() => _files.Length == 0 ? "no such file at all" : string.Join(", ", _files.Take(40).Select(Relative)) + (_files.Length > 40 ? $" and {_files.Length - 40} more" : "");

    [GeneratedRegex(@"-\d{5}-of-\d{5}(?=\.\w+$)")]
    private static partial Regex Shard();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex WordParts();
}
