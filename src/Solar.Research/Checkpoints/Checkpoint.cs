using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints;

/// <summary>A Hugging Face folder, opened for reading: one safetensors file or many, every header checked, the tensors left on disk.</summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>The file of an unsharded checkpoint.</summary>
    public const string SingleFileName = "model.safetensors";

    /// <summary>The file that says in which shard each tensor lies.</summary>
    public const string IndexFileName = "model.safetensors.index.json";

    /// <summary>The file that describes the architecture.</summary>
    public const string ConfigFileName = "config.json";

    private readonly IReadOnlyList<SafetensorsFile> _files;
    private readonly Dictionary<string, SafetensorsFile> _fileOf;

    private Checkpoint(string folder, JsonObject config, IReadOnlyList<SafetensorsFile> files)
    {
        Folder = folder;
        Config = config;
        _files = files;
        _fileOf = files.SelectMany(file => file.Tensors.Keys.Select(name => (name, file))).ToDictionary(pair => pair.name, pair => pair.file);
        Tensors = files.SelectMany(file => file.Tensors).ToDictionary();
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What <c>config.json</c> says.</summary>
    public JsonObject Config { get; }

    /// <summary>Every tensor by name, in the order of the files.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>The safetensors files, in the order of their names.</summary>
    public IReadOnlyList<SafetensorsFile> Files => _files;

    /// <summary>Opens a folder; checks config, index and every header, and reads no tensor.</summary>
    /// <exception cref="InvalidDataException">Something is missing, damaged or contradictory; the message names the file and what mends it.</exception>
    public static Checkpoint Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such folder.");
        var index = Path.Combine(folder, IndexFileName);
        var single = Path.Combine(folder, SingleFileName);
        var weightMap = File.Exists(index) ? ShardIndex.Read(index) : null;
        if (weightMap is null && !File.Exists(single))
            throw new InvalidDataException(Absent(folder));

        var config = JsonFile.Read(Path.Combine(folder, ConfigFileName));
        var files = new List<SafetensorsFile>();
        try
        {
            if (weightMap is null)
                files.Add(SafetensorsFile.Open(single));
            else
                OpenShards(folder, index, weightMap, files);
            return new(folder, config, files);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>Reads bytes of one tensor.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="byteOffset">The first byte, counted from the tensor's own beginning.</param>
    /// <param name="destination">Filled whole.</param>
    public void Read(string name, long byteOffset, Span<byte> destination) => FileOf(name).Read(name, byteOffset, destination);

    /// <summary>Maps one tensor into memory, without copying it.</summary>
    public MappedTensor Map(string name) => FileOf(name).Map(name);

    /// <summary>Refuses a checkpoint whose tensors are not these, by name and shape (the type may be any).</summary>
    /// <exception cref="InvalidDataException">Tensors are missing, extra or misshapen; the message lists them.</exception>
    public void ExpectTensors(IReadOnlyCollection<TensorEntry> expected)
    {
        var wanted = expected.ToDictionary(entry => entry.Name);
        var complaints = new List<string>();
        var missing = wanted.Keys.Where(name => !Tensors.ContainsKey(name)).ToList();
        var extra = Tensors.Keys.Where(name => !wanted.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            complaints.Add($"{missing.Count} missing: {Quoted.List(missing)}");
        if (extra.Count > 0)
            complaints.Add($"{extra.Count} not of this model: {Quoted.List(extra)}");
        complaints.AddRange(
            from entry in expected
            where Tensors.TryGetValue(entry.Name, out var found) && !found.Shape.SequenceEqual(entry.Shape)
            select $"'{Quoted.Name(entry.Name)}' is [{string.Join(", ", Tensors[entry.Name].Shape)}] where [{string.Join(", ", entry.Shape)}] is expected");
        if (complaints.Count > 0)
            throw new InvalidDataException($"{Folder}: the tensors do not fit config.json: {string.Join("; ", complaints)}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    internal SafetensorsFile FileOf(string name) =>
        _fileOf.TryGetValue(name, out var file) ? file : throw new ArgumentException($"{Folder}: no tensor '{Quoted.Name(name)}'.");

    private static void OpenShards(string folder, string index, IReadOnlyDictionary<string, string> weightMap, List<SafetensorsFile> files)
    {
        foreach (var group in weightMap.GroupBy(pair => pair.Value, pair => pair.Key).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, group.Key);
            if (!File.Exists(path))
                throw new InvalidDataException($"{index}: names the shard '{Quoted.Name(group.Key)}', which is not in the folder.");
            var file = SafetensorsFile.Open(path);
            files.Add(file);

            var listed = group.ToHashSet();
            var absent = listed.Where(name => !file.Tensors.ContainsKey(name)).ToList();
            if (absent.Count > 0)
                throw new InvalidDataException($"{path}: lacks tensors that the index places there: {Quoted.List(absent)}.");
            var unlisted = file.Tensors.Keys.Where(name => !listed.Contains(name)).ToList();
            if (unlisted.Count > 0)
                throw new InvalidDataException($"{path}: holds tensors that the index does not place there: {Quoted.List(unlisted)}.");
        }
    }

    private static string Absent(string folder)
    {
        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList();
        var pickled = names.Where(name => name.EndsWith(".bin", StringComparison.Ordinal) || name.EndsWith(".pth", StringComparison.Ordinal)).ToList();
        if (pickled.Count > 0)
            return $"{folder}: holds pickled weights ({Quoted.List(pickled)}) and no {SingleFileName}. Pickle can run code, so it is not read here: convert it with transformers, save_pretrained(..., safe_serialization=True).";
        return names.Count == 0
            ? $"{folder}: the folder is empty; a checkpoint has {ConfigFileName} and {SingleFileName} or {IndexFileName}."
            : $"{folder}: neither {SingleFileName} nor {IndexFileName} is among its files ({Quoted.List(names)}).";
    }
}
