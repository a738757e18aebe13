using System.Runtime.InteropServices;
using System.Text.Json;
using Solar.Research.Model;
using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <summary>A real trained Llama of 260 thousand weights, whose logits and text are known from elsewhere.</summary>
public class Llama2cTests
{
    [Theory]
    [InlineData(ScalarType.Float32, true)]
    [InlineData(ScalarType.Float32, false)]
    [InlineData(ScalarType.Float64, false)]
    public void Its_logits_are_the_golden_ones(ScalarType dtype, bool fused)
    {
        var golden = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Fixtures.Optional("llama2c/golden_logits_200x512.f32"))).ToArray();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = Open(dtype, fused);

        var logits = decoder.call(TinyDecoder.Batch([.. GoldenIds().Take(200).Select(id => (long)id)])); // [1, 200, 512]

        Assert.Equal(golden.Length, logits.numel());
        Close.Assert([.. golden.Select(value => (double)value)], logits, Tolerance.TrainedLogits);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void It_tells_the_golden_story(bool useCache, bool fused)
    {
        var golden = GoldenIds();
        using var decoder = Open(ScalarType.Float32, fused);
        var options = new GenerationOptions { MaxNewTokens = golden.Length - 1, UseCache = useCache };

        var told = new TokenGenerator(decoder, options).Generate([[golden[0]]]).Single();

        Assert.Equal(golden[1..], told.Ids);
        Assert.Equal(StopReason.Length, told.Reason);
    }

    internal static Decoder Open(ScalarType dtype = ScalarType.Float32, bool fused = true)
    {
        var decoder = Llama2c.Read(Fixtures.Optional("llama2c/stories260K.bin"), dtype);
        if (!fused)
            decoder.Kernels = new Kernels();
        return decoder;
    }

    private static int[] GoldenIds() =>
        JsonSerializer.Deserialize<int[]>(File.ReadAllText(Fixtures.Optional("llama2c/golden_greedy_ids_200.json")))!;
}
