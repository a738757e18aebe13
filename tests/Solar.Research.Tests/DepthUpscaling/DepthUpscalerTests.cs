using Solar.Research.DepthUpscaling;
using Solar.Research.Model;
using Solar.Research.Tests.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.DepthUpscaling;

public class DepthUpscalerTests
{
    private static readonly DecoderConfig FourLayers = TinyDecoder.Mistral with { NumHiddenLayers = 4 };

    [Fact]
    public void Every_layer_is_bit_for_bit_the_layer_that_the_plan_names()
    {
        var plan = DepthPlan.Dus(4, 1);
        using var scope = NewDisposeScope();
        using var small = TinyDecoder.Make(FourLayers);
        using var scaled = DepthUpscaler.Scale(small, plan);

        var stored = small.Layout.Stored().ToDictionary(tensor => tensor.Name, tensor => tensor.Region);
        var sources = plan.Sources.ToArray();
        var compared = 0;
        foreach (var (name, region) in scaled.Layout.Stored())
        {
            var parts = name.Split('.');
            if (parts[1] == "layers")
                parts[2] = $"{sources[int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)]}";
            Assert.Equal(Values(small, stored[string.Join('.', parts)]), Values(scaled, region));
            compared++;
        }

        Assert.Equal(3 + (9 * 6), compared);
        Assert.Equal(small.Config with { NumHiddenLayers = 6 }, scaled.Config);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Identity_blocks_leave_what_the_model_computes(bool fused)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var small = TinyDecoder.Make(FourLayers, fused: fused);
        using var scaled = DepthUpscaler.Scale(small, DepthPlan.IdentityInsert(4, 2));
        using var naive = DepthUpscaler.Scale(small, DepthPlan.NaiveStack(4));
        scaled.Kernels = naive.Kernels = small.Kernels;
        var batch = TinyDecoder.Batch(FourLayers, 2, 9);

        Assert.Equal(6, scaled.Config.NumHiddenLayers);
        Assert.Equal(Close.Values(small.call(batch)), Close.Values(scaled.call(batch)));
        Assert.NotEqual(Close.Values(small.call(batch)), Close.Values(naive.call(batch)));
    }

    [Fact]
    public void An_identity_block_learns_from_the_first_step()
    {
        using var scope = NewDisposeScope();
        using var small = TinyDecoder.Make(FourLayers);
        using var scaled = DepthUpscaler.Scale(small, DepthPlan.IdentityInsert(4, 1));
        scaled.Loss(TinyDecoder.Batch(FourLayers, 2, 9)).backward();

        var block = scaled.Layout.Layers[4];
        Assert.Contains(Close.Values(scaled.Gradients.narrow(0, block.Output.Start, block.Output.Count)), slope => slope != 0);
        Assert.Contains(Close.Values(scaled.Gradients.narrow(0, block.Down.Start, block.Down.Count)), slope => slope != 0);
    }

    [Fact]
    public void The_base_stays_and_the_copies_are_its_own_no_more()
    {
        using var scope = NewDisposeScope();
        using var small = TinyDecoder.Make(FourLayers, ScalarType.BFloat16);
        var before = Close.Values(small.Weights);
        using var scaled = DepthUpscaler.Scale(small, DepthPlan.Dus(4, 1));
        using (no_grad())
            scaled.Weights.zero_();

        Assert.Equal(ScalarType.BFloat16, scaled.Weights.dtype);
        Assert.Equal(before, Close.Values(small.Weights));
    }

    [Fact]
    public void A_plan_for_another_depth_is_refused()
    {
        using var small = TinyDecoder.Make(FourLayers);
        Assert.Contains("32", Assert.Throws<ArgumentException>(() => DepthUpscaler.Scale(small, DepthPlan.Solar)).Message, StringComparison.Ordinal);
    }

    private static double[] Values(Decoder decoder, Region region)
    {
        using var part = decoder.Weights.narrow(0, region.Start, region.Count);
        return Close.Values(part);
    }
}
