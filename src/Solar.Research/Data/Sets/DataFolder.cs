namespace Solar.Research.Data.Sets;

/// <summary>A folder with one entry for each set: a file, a folder of shards, or Hugging Face's numbered shards.</summary>
/// <remarks>
/// The set <c>openorca</c> is <c>openorca.jsonl</c>, <c>.json</c>, <c>.csv</c> or <c>.parquet</c>; or all files in <c>openorca/</c>, whatever
/// they are called; or <c>openorca-00000-of-00002.parquet</c> and its neighbours.
/// </remarks>
public sealed class DataFolder
{
    /// <summary>A folder that is there.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not.</exception>
    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"{path}: no such folder; a data folder holds one file for each set, such as alpaca_gpt4.jsonl.");
        Root = path;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The set of this name.</summary>
    /// <exception cref="FileNotFoundException">It is not there; the message says which files were looked for.</exception>
    /// <exception cref="InvalidDataException">It is there in two formats, or as an empty folder.</exception>
    public DataFile this[string set] => Find(set)
        ?? throw new FileNotFoundException($"{Root}: has no set '{set}'. Looked for {string.Join(", ", LookedFor(set))}.", Path.Combine(Root, set + ".jsonl"));

    /// <summary>The set of this name, or null if it is not there.</summary>
    /// <inheritdoc cref="this[string]" path="/exception[@cref='T:System.IO.InvalidDataException']"/>
    public DataFile? Find(string set)
    {
        ArgumentException.ThrowIfNullOrEmpty(set);
        if (set.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || set is "." or "..")
            throw new ArgumentException($"'{set}' is not the name of a set.", nameof(set));
        var found = new List<DataFile>();
        found.AddRange(DataFile.Extensions.Select(extension => Path.Combine(Root, set + extension)).Where(File.Exists).Select(DataFile.At));
        if (Directory.Exists(Path.Combine(Root, set)))
            found.Add(DataFile.At(Path.Combine(Root, set)));
        var shards = Directory.GetFiles(Root, $"{set}-*-of-*").Where(file => IsShardOf(set, file)).ToList();
        if (shards.Count > 0)
            found.Add(DataFile.Of(set, Root, Complete(shards)));
        return found.Count <= 1
            ? found.SingleOrDefault()
            : throw new InvalidDataException($"{Root}: has the set '{set}' {found.Count} times: {string.Join("; ", found)}. Leave one.");
    }

    private static IEnumerable<string> LookedFor(string set) =>
        [.. DataFile.Extensions.Select(extension => set + extension), $"{set}/ with such files", $"{set}-00000-of-0000N with such an extension"];

    private static bool IsShardOf(string set, string file) => Shard(file) is { } shard && shard.Set == set && DataFile.Extensions.Contains(Path.GetExtension(file));

    private static List<string> Complete(List<string> shards)
    {
        var numbered = shards.Select(file => (File: file, Shard: Shard(file)!.Value)).OrderBy(pair => pair.Shard.Number).ToList();
        var all = numbered[0].Shard.Of;
        var missing = Enumerable.Range(0, all).Except(numbered.Select(pair => pair.Shard.Number)).ToList();
        return missing.Count == 0 && numbered.Count == all && numbered.TrueForAll(pair => pair.Shard.Of == all)
            ? shards
            : throw new InvalidDataException($"{shards[0]}: {all} shards are named, {numbered.Count} are there{(missing.Count > 0 ? $"; number {missing[0]} is missing" : "")}. Fetch all shards again.");
    }

    // train-00000-of-00002.parquet
    private static (string Set, int Number, int Of)? Shard(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-');
        return parts.Length >= 4 && parts[^2] == "of" && int.TryParse(parts[^3], out var number) && int.TryParse(parts[^1], out var of)
            ? (string.Join('-', parts[..^3]), number, of)
            : null;
    }
}
