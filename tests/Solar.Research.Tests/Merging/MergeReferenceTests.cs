using Solar.Research.Checkpoints;
using Solar.Research.Merging.Disk;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Merging;

/// <summary>Every method against numpy's float64 and against mergekit's own functions, both frozen.</summary>
public sealed class MergeReferenceTests(MergeReferenceTests.Folders folders) : IClassFixture<MergeReferenceTests.Folders>
{
    private readonly ScratchFolder scratch = folders.Scratch;

    public static TheoryData<string> Cases => [.. MergeReference.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_memory_a_method_equals_its_float64_reference(string name)
    {
        if (MergeReference.InMemory(name, model => MergeReference.Model(StoredType.F32, model)) is { } merged)
            Close.Assert(MergeReference.Values($"F32/{name}"), merged, Tolerance.Float64);
    }

    // Not near it: no number of the type is nearer to the float64 result than the one that is stored. In chunks of several sizes, on one thread and on several.
    [Theory]
    [MemberData(nameof(Cases))]
    public void From_disk_to_disk_every_number_is_the_float64_result_rounded_once(string name)
    {
        foreach (var (type, chunk, threads) in new[] { (StoredType.BF16, 64, 3), (StoredType.F16, 1 << 20, 1), (StoredType.F32, 100, 2) })
        {
            var target = scratch[$"{type}-{name}-merged"];
            DiskMerger.Merge(MergeReference.Recipe(name, model => scratch[$"{type}-{model}"]), target, new() { ChunkElements = chunk, Threads = threads });
            using var merged = Checkpoint.Open(target);
            Assert.Equal(new TensorEntry("w", type, [13, 29]), merged.Tensors["w"]);
            Rounding.AssertOnce(MergeReference.Values($"{type}/{name}"), type, TinyCheckpoints.BytesOf(merged, "w"));
        }
    }

    [Fact]
    public void The_rules_are_mergekits()
    {
        var compared = 0;
        foreach (var name in MergeReference.OfMergekit.Where(name => name != "linear_biased"))
        {
            Close.Assert(MergeReference.Values($"mergekit/{name}"), MergeReference.Values($"F32/{name}"), Tolerance.SinglePrecisionNorms);
            compared++;
        }

        Assert.Equal(9, compared);
    }

    /// <summary>The models as folders, written once.</summary>
    public sealed class Folders : IDisposable
    {
        public Folders()
        {
            foreach (var type in new[] { StoredType.BF16, StoredType.F16, StoredType.F32 })
            {
                foreach (var model in MergeReference.Models)
                    MergeReference.Write(Scratch[$"{type}-{model}"], type, model);
            }
        }

        internal ScratchFolder Scratch { get; } = new();

        public void Dispose() => Scratch.Dispose();
    }
}
