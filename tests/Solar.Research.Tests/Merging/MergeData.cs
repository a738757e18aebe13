using Solar.Research.Data;

namespace Solar.Research.Tests.Merging;

/// <summary>Numbers to merge.</summary>
internal static class MergeData
{
    /// <summary>Nearly normal, deviation 0.02.</summary>
    public static float[] Floats(int count, long seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.Below(1 << 20) + random.Below(1 << 20) + random.Below(1 << 20) + random.Below(1 << 20) - (2 << 20)) * (0.02f / 605_350f))];
    }

    /// <summary>A fine-tune: a base with a small change, here and there none.</summary>
    public static float[] Tuned(float[] origin, long seed, float size = 0.1f)
    {
        var change = Floats(origin.Length, seed);
        return [.. origin.Select((value, i) => i % 5 == 0 ? value : value + (size * change[i]))];
    }
}
