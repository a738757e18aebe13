using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Disk;

/// <summary>Why models do not fit each other, gathered, so that all of it is told at once.</summary>
internal sealed class PlanComplaints
{
    private const int BlockBytes = 1 << 20, Most = 8;

    // Computed from the config when a model is loaded; old checkpoints hold them, new ones do not.
    private static readonly string[] Computed = ["rotary_emb.inv_freq"];

    private readonly List<string> _told = [];

    public bool Any => _told.Count > 0;

    public void ThrowIfAny()
    {
        if (_told.Count == 0)
            return;
        var rest = _told.Count > Most ? $"; and {_told.Count - Most} more" : "";
        throw new InvalidDataException($"The models do not fit each other: {string.Join("; ", _told.Take(Most))}{rest}.");
    }

    /// <summary>Every part must have the tensors of the first.</summary>
    /// <param name="parts">Of one place in each model.</param>
    /// <param name="leftOut">Gains those that some have and nobody needs.</param>
    public void RequireSame(IEnumerable<ModelPart> parts, ICollection<string> leftOut)
    {
        var all = parts.DistinctBy(part => part.Place).ToList();
        foreach (var name in all.SelectMany(part => part.Names).Distinct().Where(name => Computed.Any(name.EndsWith)).ToList())
        {
            if (all.Any(part => !part.Names.Contains(name)) && !leftOut.Contains(name))
                leftOut.Add(name);
        }

        foreach (var other in all.Skip(1))
        {
            var missing = all[0].Names.Except(other.Names).Except(leftOut).ToList();
            var extra = other.Names.Except(all[0].Names).Except(leftOut).ToList();
            if (missing.Count > 0)
                _told.Add($"{other.Place} lacks {missing.Count} tensor{(missing.Count == 1 ? "" : "s")} that {all[0].Place} has: {Quoted.List(missing)}");
            if (extra.Count > 0)
                _told.Add($"{other.Place} has {extra.Count} tensor{(extra.Count == 1 ? "" : "s")} that {all[0].Place} lacks: {Quoted.List(extra)}");
        }
    }

    /// <summary>Two of these have different shapes.</summary>
    public void Shapes(IReadOnlyList<TensorSource> sources, bool embeddings)
    {
        var other = sources.First(source => !source.Entry.Shape.SequenceEqual(sources[0].Entry.Shape));
        var remedy = embeddings ? " (different vocabularies; '--vocabulary crop' merges the rows that all have and leaves the rest out)" : "";
        _told.Add($"'{Quoted.Name(sources[0].Entry.Name)}' is {Shape(sources[0])} in {sources[0].Model.Folder} and {Shape(other)} in {other.Model.Folder}{remedy}");
    }

    /// <summary>What is not of a type that can be merged must be the same everywhere.</summary>
    public void RequireEqual(IReadOnlyList<TensorSource> sources)
    {
        foreach (var other in sources.Skip(1))
        {
            if (other.Entry.Type != sources[0].Entry.Type || !SameBytes(sources[0], other))
                _told.Add($"{sources[0]} and {other} differ, and only BF16, F16 and F32 are merged");
        }
    }

    private static string Shape(TensorSource source) => $"[{string.Join(", ", source.Entry.Shape)}]";

    private static bool SameBytes(TensorSource one, TensorSource other)
    {
        var (left, right) = (new byte[BlockBytes], new byte[BlockBytes]);
        for (long offset = 0; offset < one.Entry.ByteCount; offset += BlockBytes)
        {
            var count = (int)Math.Min(BlockBytes, one.Entry.ByteCount - offset);
            one.Model.Read(one.Entry.Name, offset, left.AsSpan(0, count));
            other.Model.Read(other.Entry.Name, offset, right.AsSpan(0, count));
            if (!left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                return false;
        }

        return true;
    }
}
