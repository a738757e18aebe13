using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>A decoder that is measured with random weights.</summary>
/// <param name="Name">How it is asked for.</param>
/// <param name="Config">Its shape.</param>
/// <param name="State">What the moments are kept in: bfloat16 as the peer's, or 8 bits where that would not fit into 80 GB.</param>
internal sealed record GpuShape(string Name, DecoderConfig Config, StatePrecision State)
{
    private static readonly DecoderConfig Mistral = new()
    {
        VocabSize = 32_000,
        HiddenSize = 4096,
        IntermediateSize = 14_336,
        NumHiddenLayers = 32,
        NumAttentionHeads = 32,
        NumKeyValueHeads = 8,
        MaxPositionEmbeddings = 8192,
    };

    /// <summary>The shapes that there are. The 1B one is TinyLlama's, the others the paper's base and its 48 layers; tiny is for trying the program.</summary>
    public static IReadOnlyList<GpuShape> All { get; } =
    [
        new("1b", Mistral with { HiddenSize = 2048, IntermediateSize = 5632, NumHiddenLayers = 22, NumKeyValueHeads = 4 }, StatePrecision.Bfloat16),
        new("mistral-7b", Mistral, StatePrecision.Bfloat16),
        new("solar-10.7b", Mistral with { NumHiddenLayers = 48 }, StatePrecision.Int8),
        new("tiny", Mistral with { VocabSize = 512, HiddenSize = 64, IntermediateSize = 160, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 }, StatePrecision.Int8),
    ];

    public static GpuShape Named(string name) =>
        All.FirstOrDefault(shape => shape.Name == name) ?? throw new ArgumentException($"There is no shape '{name}'; there are {string.Join(", ", All.Select(shape => shape.Name))}.");
}
