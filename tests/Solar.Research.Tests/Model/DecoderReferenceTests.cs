using System.Runtime.InteropServices;
using Solar.Research.Checkpoints;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <summary>Two tiny decoders against Python torch in float64 (<c>References/decoder_reference.safetensors</c>).</summary>
public class DecoderReferenceTests
{
    private static readonly long[][] Documents =
    [
        [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4],
    ];

    public static TheoryData<string, ScalarType, bool> Cases => new()
    {
        { "mistral", ScalarType.Float64, false },
        { "llama", ScalarType.Float64, false },
        { "mistral", ScalarType.Float32, false },
        { "llama", ScalarType.Float32, false },
        { "mistral", ScalarType.Float32, true },
        { "llama", ScalarType.Float32, true },
        { "mistral", ScalarType.BFloat16, false },
        { "mistral", ScalarType.BFloat16, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_loss_and_every_gradient_are_those_of_Python_torch(string name, ScalarType dtype, bool fused)
    {
        using var reference = SafetensorsFile.Open(Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "References", "decoder_reference.safetensors"));
        using var scope = NewDisposeScope();
        using var decoder = TinyDecoder.Make(name == "mistral" ? TinyDecoder.Mistral : TinyDecoder.TiedLlama, dtype, fused);
        var batch = name == "mistral"
            ? TinyDecoder.Batch(decoder.Config, 3, 13, Documents, [(0, 0), (1, 12), (2, 4)])
            : TinyDecoder.Batch(decoder.Config, 2, 11);
        void Near(double[] expected, Tensor actual)
        {
            if (dtype == ScalarType.BFloat16)
                Close.AssertAsWhole(expected, Close.Values(actual), Tolerance.BFloat16);
            else
                Close.Assert(expected, actual, dtype == ScalarType.Float64 ? Tolerance.Float64 : Tolerance.Forward);
        }

        Near(Read(reference, $"{name}/logits"), decoder.call(batch));

        var loss = decoder.Loss(batch);
        Near(Read(reference, $"{name}/loss"), loss);

        loss.backward();
        var compared = 0;
        foreach (var (tensor, region) in decoder.Layout.Stored())
        {
            Near(Read(reference, $"{name}/gradient/{tensor}"), decoder.Gradients.narrow(0, region.Start, region.Count));
            compared++;
        }

        Assert.Equal(reference.Tensors.Count(entry => entry.Key.StartsWith($"{name}/gradient/", StringComparison.Ordinal)), compared);
        Assert.Equal(decoder.Weights.numel(), decoder.Layout.Stored().Sum(entry => entry.Region.Count));
    }

    private static double[] Read(SafetensorsFile file, string name)
    {
        var values = new double[file.Tensors[name].ElementCount];
        file.Read(name, 0, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
