namespace Solar.Research.Checkpoints;

/// <summary>One file to be written: every byte of it has its place before the first is written.</summary>
internal sealed record Shard(string FileName, SafetensorsHeader Header)
{
    public long HeaderBytes { get; } = Header.ToBytes().Length;

    public long DataBytes { get; } = Header.Tensors.Sum(tensor => tensor.Entry.ByteCount);

    public long FileBytes => HeaderBytes + DataBytes;
}

/// <summary>Which tensor goes into which file, and where.</summary>
internal static class ShardLayout
{
    /// <summary>PyTorch's mark, which transformers asks for.</summary>
    public static IReadOnlyDictionary<string, string> Format { get; } = new Dictionary<string, string> { ["format"] = "pt" };

    /// <summary>Cuts the list, in its order, before the tensor that would take a file beyond the limit.</summary>
    public static IReadOnlyList<Shard> Of(IReadOnlyList<TensorEntry> tensors, long maxShardBytes, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxShardBytes);
        RequireDistinct(tensors);
        var groups = new List<List<TensorEntry>> { new() };
        long bytes = 0;
        foreach (var tensor in tensors)
        {
            if (groups[^1].Count > 0 && tensor.ByteCount > maxShardBytes - bytes)
            {
                groups.Add([]);
                bytes = 0;
            }

            groups[^1].Add(tensor);
            bytes += tensor.ByteCount;
        }

        return groups
            .Select((group, i) => new Shard(
                groups.Count == 1 ? Checkpoint.SingleFileName : FormattableString.Invariant($"model-{i + 1:D5}-of-{groups.Count:D5}.safetensors"),
                Place(group, metadata)))
            .ToList();
    }

    /// <summary>Widest elements first, otherwise in order: so that every tensor is aligned, as the safetensors library does.</summary>
    public static SafetensorsHeader Place(IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        RequireDistinct(tensors);
        var placed = new List<PlacedTensor>();
        long start = 0;
        foreach (var tensor in tensors.OrderByDescending(tensor => tensor.Type.SizeInBytes()))
        {
            placed.Add(new(tensor, start));
            start += tensor.ByteCount;
        }

        return new(placed, metadata);
    }

    private static void RequireDistinct(IReadOnlyList<TensorEntry> tensors)
    {
        var names = new HashSet<string>();
        foreach (var tensor in tensors)
        {
            if (tensor.Name.Length == 0 || tensor.Name == SafetensorsHeader.MetadataName)
                throw new ArgumentException($"A tensor cannot be named '{tensor.Name}'.");
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"The tensor '{Quoted.Name(tensor.Name)}' is listed twice.");
            if (tensor.Shape.Any(size => size < 0))
                throw new ArgumentException($"{tensor} has a negative size.");
        }
    }
}
