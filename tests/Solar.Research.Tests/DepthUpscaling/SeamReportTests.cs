using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.DepthUpscaling;

public sealed class SeamReportTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Likeness_worked_by_hand()
    {
        // a = (3, 4), b = (4, 3): a·b = 24, ‖a‖ = ‖b‖ = 5, cosine 24/25; a − b = (−1, 1), distance √2/5.
        var likeness = Likeness.Of([3, 4], [4, 3]);
        Assert.Equal(0.96, likeness.Cosine);
        Assert.Equal(Math.Sqrt(2) / 5, likeness.RelativeDistance);
        Assert.Equal(likeness, Likeness.Of([3], [4]) + Likeness.Of([4], [3]));
        Assert.True(double.IsNaN(Likeness.Of([0f], [1f]).Cosine));
    }

    // Layer i holds i + 1 everywhere: every cosine is 1 and the distance from i to j is |i − j| / (i + 1). All numbers are exact in all types.
    [Theory]
    [InlineData(StoredType.BF16)]
    [InlineData(StoredType.F16)]
    [InlineData(StoredType.F32)]
    public void Seam_and_neighbours_are_measured_on_the_base(StoredType type)
    {
        const int Layers = 6, Elements = 70_001; // more than two blocks, and a rest
        List<TensorEntry> tensors = [.. Enumerable.Range(0, Layers).Select(i => new TensorEntry(FormattableString.Invariant($"layers.{i}.w"), type, [Elements]))];
        using (var writer = CheckpointWriter.Create(scratch["m"], [], tensors))
        {
            for (var i = 0; i < Layers; i++)
            {
                var bytes = new byte[tensors[i].ByteCount];
                StoredFloats.FromSingle(type, [.. Enumerable.Repeat(i + 1f, Elements)], bytes);
                writer.Write(tensors[i].Name, bytes);
            }

            writer.Complete();
        }

        using var basis = Checkpoint.Open(scratch["m"]);
        var report = SeamReport.Of(basis, DepthPlan.Dus(Layers, 2)); // 0 1 2 3 | 2 3 4 5
        var seam = Assert.Single(report.Seams);
        Assert.Equal((3, 2), (seam.Before, seam.After));
        Close(1.0, seam.Whole.Cosine);
        Close(1.0 / 4, seam.Whole.RelativeDistance);
        Assert.Equal(Layers - 1, report.Neighbours.Count);
        Close(1.0 / 5, report.Neighbours[4].Parts["w"].RelativeDistance);
        Assert.Contains("Layer 3 is now followed by layer 2", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_model_has_nothing_in_common_with_itself_but_its_norms()
    {
        TinyCheckpoints.Mistral(scratch["m"], layers: 4);
        using var basis = Checkpoint.Open(scratch["m"]);
        var seam = SeamReport.Of(basis, DepthPlan.Dus(4, 1)).Seams[0];
        Assert.InRange(seam.Parts["self_attn.q_proj.weight"].Cosine, -0.2, 0.2);
        Assert.InRange(seam.Parts["input_layernorm.weight"].Cosine, 0.99, 1);
        Assert.Equal(9, seam.Parts.Count);
    }

    [Fact]
    public void A_plan_without_a_seam_says_so()
    {
        TinyCheckpoints.Mistral(scratch["m"], layers: 2);
        using var basis = Checkpoint.Open(scratch["m"]);
        Assert.Contains("no seam", SeamReport.Of(basis, DepthPlan.Parse("0-1", 2)).ToString(), StringComparison.Ordinal);
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Tolerance.Float64.Accepts(expected, actual), $"{actual} is not {expected}");
}
