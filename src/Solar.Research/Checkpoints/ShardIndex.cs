using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints;

/// <summary><c>model.safetensors.index.json</c>: tensor name to shard file.</summary>
internal static class ShardIndex
{
    /// <exception cref="InvalidDataException">No <c>weight_map</c> of strings, or a shard outside the folder.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        if (JsonFile.Read(path)["weight_map"] is not JsonObject { Count: > 0 } map)
            throw new InvalidDataException($"{path}: has no 'weight_map' that says where the tensors are.");
        var files = new Dictionary<string, string>();
        foreach (var (tensor, value) in map)
        {
            if (value is not JsonValue text || !text.TryGetValue<string>(out var file))
                throw new InvalidDataException($"{path}: the entry of '{Quoted.Name(tensor)}' is not a file name.");
            if (file.Length == 0 || file != Path.GetFileName(file) || file.Contains('\0') || file is "." or "..")
                throw new InvalidDataException($"{path}: '{Quoted.Name(tensor)}' is said to lie in '{Quoted.Name(file)}', which is not a plain file name within the folder.");
            files.Add(tensor, file);
        }

        return files;
    }

    public static JsonObject Of(IReadOnlyList<Shard> shards)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var shard in shards)
        {
            foreach (var tensor in shard.Header.Tensors)
                map.Add(tensor.Entry.Name, shard.FileName);
        }

        return new()
        {
            ["metadata"] = new JsonObject { ["total_size"] = shards.Sum(shard => shard.DataBytes) },
            ["weight_map"] = new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
    }
}
