using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Paper;

/// <summary>Switches of a training stage, and the memory it takes with them.</summary>
/// <param name="Changes">What differs from the switches that are set, in the words of a recipe file.</param>
/// <param name="Switches">All of them.</param>
/// <param name="Memory">What it takes then.</param>
public sealed record SwitchedMemory(IReadOnlyList<string> Changes, MemorySwitches Switches, MemoryUse Memory);

/// <summary>Which switches would make a training stage fit.</summary>
internal static class FittingSwitches
{
    private const int Rank = 16; // a choice: enough for tuning in Hu et al. 2021, table 6

    /// <summary>Each switch alone, and the memory after it: those that save something, the most sparing last.</summary>
    public static IReadOnlyList<SwitchedMemory> Single(TrainingNeed need, MemorySwitches now) =>
        [.. All(need, now).Where(one => one.Changes.Count == 1 && one.Memory.Bytes < need.With(now).Bytes).OrderByDescending(one => one.Memory.Bytes)];

    /// <summary>The fewest changes that make it fit; of as few, the one that computes as before where it can, the fastest else.</summary>
    /// <returns>Nothing when all switches together do not.</returns>
    public static SwitchedMemory? Fewest(TrainingNeed need, MemorySwitches now, double bytes) =>
        All(need, now).Where(one => one.Changes.Count > 0 && one.Memory.Bytes <= bytes).OrderBy(one => one.Changes.Count).FirstOrDefault();

    // In order of preference: the same numbers first, then less precise ones, then the slow bus, then adapters.
    private static IEnumerable<SwitchedMemory> All(TrainingNeed need, MemorySwitches now) =>
        from rank in need.IsWhole ? new[] { now.LoraRank } : [now.LoraRank, now.LoraRank ?? Rank]
        from master in new[] { now.MasterWeights, MasterKind.None, MasterKind.Offloaded }.Distinct()
        from state in new[] { now.OptimizerState, StatePrecision.Bfloat16, StatePrecision.Int8 }.Distinct()
        from rows in new[] { now.RowsPerMicroBatch, 1 }.Distinct()
        from checkpointing in new[] { now.GradientCheckpointing, true }.Distinct()
        let switches = now with { LoraRank = rank, MasterWeights = master, OptimizerState = state, RowsPerMicroBatch = rows, GradientCheckpointing = checkpointing }
        group switches by string.Join(';', switches.Beside(now)) into same
        select new SwitchedMemory(same.First().Beside(now), same.First(), need.With(same.First()));
}
