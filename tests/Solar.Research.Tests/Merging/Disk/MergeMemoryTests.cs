using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Merging.Disk;

/// <summary>Counts what the whole process allocates, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(MergeMemoryTests), DisableParallelization = true)]
[Collection(nameof(MergeMemoryTests))]
public sealed class MergeMemoryTests
{
    // 24 MB of each model pass through. Four threads hold a chunk of two inputs and the output each: 4 · 3 · 0.5 MiB.
    [Fact]
    public void A_large_tensor_passes_through_little_memory()
    {
        using var scratch = new ScratchFolder();
        foreach (var seed in new[] { 1, 2 })
            RandomCheckpoint.Create(scratch[$"m{seed}"], new JsonObject { ["model_type"] = "matrix" }, [new("w", StoredType.BF16, [3000, 4000])], seed);
        long Allocated(string target, MergeOptions options)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            DiskMerger.Merge(MergeRecipe.Slerp(scratch["m1"], scratch["m2"], 0.5), scratch[target], options);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Assert.InRange(Allocated("four", new() { Threads = 4, ChunkElements = 1 << 18 }), 6 << 20, 10 << 20);
        Assert.InRange(Allocated("many", new() { Threads = 64, ChunkElements = 1 << 18, BufferBytes = 4 << 20 }), 3 << 20, 8 << 20); // threads beyond what the memory holds stay idle
    }
}
