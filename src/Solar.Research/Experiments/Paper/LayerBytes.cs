using Solar.Research.Model;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Experiments.Paper;

/// <summary>Bytes of one token in one layer in bfloat16, attention's scores apart.</summary>
/// <remarks>
/// Counted off <c>Model/DecoderBlock</c> and <c>Model/Kernels</c>. Kept for the backward pass: of each norm the float32 stream, its squares (PyTorch before 2.0
/// keeps the input of a mean) and the normed stream in float32, 4·H each, the result 2·H and one inverse: 28·H + 8 together; queries, keys and values
/// 2·(A + 2K)·D, turned queries and keys 2·(A + K)·D, what attention gives 2·A·D; gate and up 4·F, the gate and its silu in float32 8·F, their product 2·F.
/// Held while the layer is computed, for its temporaries live until it ends: of each norm 18·H and three numbers, 36·H + 24 together; four sums and results 8·H;
/// queries, keys and values 2·(A + 2K)·D, what turning makes of queries and keys 18·(A + K)·D, what attention gives, twice, 4·A·D; gate, up, and what becomes of them 18·F.
/// A kernel without scores takes keys and values as often as there are queries: of attention it keeps queries, keys, values, what it gives, in parts and put together,
/// 10·A·D, and a float32 of each head; and holds 12·A·D in place of 4·A·D.
/// </remarks>
public static class LayerBytes
{
    /// <summary>What stays for the backward pass.</summary>
    /// <param name="config">The model.</param>
    /// <param name="lora">Adapters, whose own are counted with it.</param>
    /// <param name="attention">How attention is computed.</param>
    public static double Kept(DecoderConfig config, LoraRecipe? lora, AttentionKernel attention)
    {
        ArgumentNullException.ThrowIfNull(config);
        var (h, f, d) = ((double)config.HiddenSize, (double)config.IntermediateSize, (double)config.HeadDim);
        var (a, k) = (config.NumAttentionHeads, config.NumKeyValueHeads);
        var heads = attention == AttentionKernel.Sdpa ? (10 * a * d) + (4 * a) : (2 * (a + (2 * k)) * d) + (2 * (a + k) * d) + (2 * a * d);
        return (28 * h) + 8 + heads + (14 * f) + (lora is null ? 0 : OfAdapters(config, lora));
    }

    /// <summary>What is held while the layer is computed.</summary>
    /// <inheritdoc cref="Kept"/>
    public static double Held(DecoderConfig config, LoraRecipe? lora, AttentionKernel attention)
    {
        ArgumentNullException.ThrowIfNull(config);
        var (h, f, d) = ((double)config.HiddenSize, (double)config.IntermediateSize, (double)config.HeadDim);
        var (a, k) = (config.NumAttentionHeads, config.NumKeyValueHeads);
        var given = attention == AttentionKernel.Sdpa ? 12 : 4;
        return (44 * h) + 24 + (2 * (a + (2 * k)) * d) + (18 * (a + k) * d) + (given * a * d) + (18 * f) + (lora is null ? 0 : 2 * OfAdapters(config, lora));
    }

    // An adapter reads its input in float32: one copy for all that read the same, and with dropout a mask and a masked copy for each; and keeps r numbers between its matrices.
    private static double OfAdapters(DecoderConfig config, LoraRecipe lora)
    {
        var between = 4.0 * lora.Rank * lora.TargetModules.Count;
        return between + (lora.Dropout > 0
            ? lora.TargetModules.Sum(module => 8.0 * LoraCount.ShapeOf(config, module).In)
            : lora.TargetModules.GroupBy(Input).Sum(group => 4.0 * LoraCount.ShapeOf(config, group.First()).In));
    }

    private static string Input(string module) => module switch
    {
        "q_proj" or "k_proj" or "v_proj" => "the attention's norm",
        "gate_proj" or "up_proj" => "the feed-forward's norm",
        _ => module,
    };
}
