using Solar.Research.Model;
using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <summary>What a GPU is given to compute, computed on the CPU.</summary>
public class AcceleratorKernelsTests
{
    private const int Length = 11;

    public static TheoryData<string> Sights => new() { "all", "documents", "documents beside one", "filled up", "padding", "window", "window and documents" };

    [Theory]
    [MemberData(nameof(Sights))]
    public void Losses_and_gradients_are_those_of_the_composed_kernels(string name)
    {
        using var scope = NewDisposeScope();
        var (config, first) = SightOf(name);
        var (expected, found) = (Learn(config, first, new Kernels()), Learn(config, first, new AcceleratorKernels()));

        Close.Assert(expected.Loss, found.Loss, Tolerance.Float64);
        Close.Assert(expected.Gradients, found.Gradients, Tolerance.Float64);
    }

    [Fact]
    public void Documents_are_told_from_windows()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("0 4 9, 0", Begins("documents beside one"));
        Assert.Equal("0 1 2, 0", Begins("padding"));
        Assert.Null(Sees("window").Documents);
        Assert.Null(Sees("window and documents").Documents);
        Assert.Null(Sees("all").Documents);
        Assert.True(Sees("all").SeesAll);

        string Begins(string name) => string.Join(", ", Sees(name).Documents!.Select(row => string.Join(' ', row)));

        Sight Sees(string name)
        {
            var (config, first) = SightOf(name);
            return Sight.Of(config, TinyDecoder.Batch(config, 2, Length, first), new RotaryTable(config, CPU, ScalarType.Float64), past: 0);
        }
    }

    [Fact]
    public void Tokens_that_come_one_by_one_are_given_what_they_are_given_at_once()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = TinyDecoder.Make(TinyDecoder.Llama, ScalarType.Float64);
        decoder.Kernels = new AcceleratorKernels();
        var batch = TinyDecoder.Batch(TinyDecoder.Llama, 2, Length);
        using var cache = new KeyValueCache(TinyDecoder.Llama.NumHiddenLayers, Length);

        var whole = decoder.Hidden(batch);
        var parts = new List<Tensor> { decoder.Hidden(new(batch.Ids.narrow(1, 0, 6)), cache) };
        for (var t = 6; t < Length; t++)
            parts.Add(decoder.Hidden(new(batch.Ids.narrow(1, t, 1)), cache));

        Close.Assert(whole, cat([.. parts], 1), Tolerance.Float64);
    }

    private static (DecoderConfig Config, long[][]? First) SightOf(string name)
    {
        var one = new long[Length];
        long[] three = [0, 0, 0, 0, 4, 4, 4, 4, 4, 9, 9];
        return name switch
        {
            "all" => (TinyDecoder.Llama, null),
            "documents" => (TinyDecoder.Llama, [three, [0, 1, 1, 1, 1, 1, 1, 7, 7, 7, 10]]),
            "filled up" => (TinyDecoder.Llama, [[0, 0, 0, 0, 4, 4, 6, 7, 8, 9, 10], one]),
            "documents beside one" => (TinyDecoder.Llama, [three, one]),
            "padding" => (TinyDecoder.Llama, [[0, 1, .. Enumerable.Repeat(2L, Length - 2)], one]),
            "window" => (TinyDecoder.Mistral, null),
            _ => (TinyDecoder.Mistral, [three, one]),
        };
    }

    private static (Tensor Loss, Tensor Gradients) Learn(DecoderConfig config, long[][]? first, Kernels kernels)
    {
        using var decoder = TinyDecoder.Make(config, ScalarType.Float64);
        decoder.Kernels = kernels;
        var loss = decoder.Loss(TinyDecoder.Batch(config, 2, Length, first));
        loss.backward();
        return (loss.detach(), decoder.Gradients.clone());
    }
}
