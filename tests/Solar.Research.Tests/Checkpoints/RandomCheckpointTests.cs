using System.Runtime.InteropServices;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public sealed class RandomCheckpointTests : IDisposable
{
    private const int Elements = 1_000_003;

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Numbers_are_spread_as_said_and_follow_from_the_seed()
    {
        IReadOnlyList<TensorEntry> tensors = [new("a.weight", StoredType.F32, [1, Elements]), new("norm.weight", StoredType.F32, [Elements])];
        foreach (var (name, seed) in new[] { ("one", 5), ("again", 5), ("other", 6) })
            RandomCheckpoint.Create(scratch[name], [], tensors, seed);
        Assert.Equal(TinyCheckpoints.Contents(scratch["one"]), TinyCheckpoints.Contents(scratch["again"]));
        Assert.NotEqual(TinyCheckpoints.Contents(scratch["one"]), TinyCheckpoints.Contents(scratch["other"]));

        using var checkpoint = Checkpoint.Open(scratch["one"]);
        var matrix = MemoryMarshal.Cast<byte, float>(TinyCheckpoints.BytesOf(checkpoint, "a.weight")).ToArray();
        var vector = MemoryMarshal.Cast<byte, float>(TinyCheckpoints.BytesOf(checkpoint, "norm.weight")).ToArray();
        // The mean of a million numbers of deviation 0.02 is within five times 0.02 / 1000; their deviation is closer still.
        Assert.InRange(matrix.Average(), -1e-4, 1e-4);
        Assert.InRange(Math.Sqrt(matrix.Average(x => (double)x * x)), 0.0199, 0.0201);
        Assert.InRange(vector.Average(), 1 - 1e-4, 1 + 1e-4);
        // Neighbours know nothing of each other.
        Assert.InRange(matrix.Zip(matrix.Skip(1), (x, y) => (double)x * y).Average() / 4e-4, -5e-3, 5e-3);
        Assert.InRange(matrix.Zip(vector, (x, y) => (double)x * (y - 1)).Average() / 4e-4, -5e-3, 5e-3);
    }

    // Worked out a second time in scalar Python: SplitMix64 for the key, MurmurHash3 for the element, the sum of its bytes.
    [Fact]
    public void The_first_numbers_are_the_same_everywhere()
    {
        RandomCheckpoint.Create(scratch["m"], [], [new("a", StoredType.F32, [2, 2])], seed: 1);
        using var checkpoint = Checkpoint.Open(scratch["m"]);
        Assert.Equal("E7ED2C3C06E48DBA49B4DDBC6A23E2BB", Convert.ToHexString(TinyCheckpoints.BytesOf(checkpoint, "a")));
    }
}
