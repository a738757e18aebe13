using Solar.Research.Model.Generation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>One layer: attention, then a gated feed-forward block, each on the normed stream and added to it.</summary>
/// <remarks>
/// B batch, T tokens, H hidden, A query heads, K key/value heads, D head width, F feed-forward width.
/// Touvron et al. 2023 (Llama 2), §2.2.
/// </remarks>
internal sealed class DecoderBlock : nn.Module
{
    private readonly Parameter qkv;
    private readonly Parameter output;
    private readonly Parameter gateUp;
    private readonly Parameter down;
    private readonly Parameter attentionNorm;
    private readonly Parameter feedForwardNorm;
    private readonly double eps;

    public DecoderBlock(LayerLayout layout, Func<Region, Parameter> weights, double eps)
        : base(nameof(DecoderBlock))
    {
        qkv = weights(layout.Qkv);
        output = weights(layout.Output);
        gateUp = weights(layout.GateUp);
        down = weights(layout.Down);
        attentionNorm = weights(layout.AttentionNorm);
        feedForwardNorm = weights(layout.FeedForwardNorm);
        this.eps = eps;
        RegisterComponents();
    }

    /// <summary>What stands beside the weights; nothing as a rule.</summary>
    public LayerAdditions? Additions { get; set; }

    /// <summary>The layer with its last addition left open, for the next layer adds and norms in one pass.</summary>
    /// <param name="stream">[B, T, H]</param>
    /// <param name="added">[B, T, H] What the layer before adds to it.</param>
    /// <param name="sight">What each token may see.</param>
    /// <param name="kernels">Who computes.</param>
    /// <param name="cache">The keys and values of the tokens before.</param>
    /// <param name="attention">Attention of [B, T, (A + 2K)·D] that is not over the row alone.</param>
    /// <returns>[B, T, H] twice: the stream, and what is still to be added to it.</returns>
    public (Tensor Stream, Tensor Added) Run(Tensor stream, Tensor? added, Sight sight, Kernels kernels, LayerCache? cache, Func<Tensor, Tensor>? attention = null)
    {
        using var scope = NewDisposeScope();

        var (sum, normed) = added is null
            ? (stream, kernels.RmsNorm(stream, attentionNorm, eps))
            : kernels.AddRmsNorm(stream, added, attentionNorm, eps);
        var heads = Product(normed, qkv, Additions?.Qkv);                                   // [B, T, (A + 2K)·D]
        added = attention?.Invoke(heads) ?? kernels.Attention(heads, sight, cache);         // [B, T, A·D]
        added = Product(added, output, Additions?.Output);                                  // [B, T, H]

        (sum, normed) = kernels.AddRmsNorm(sum, added, feedForwardNorm, eps);
        var both = Product(normed, gateUp, Additions?.GateUp);                              // [B, T, 2F]
        added = Product(kernels.SwiGlu(both), down, Additions?.Down);                       // [B, T, H]
        return (sum.MoveToOuterDisposeScope(), added.MoveToOuterDisposeScope());
    }

    /// <summary>The layer with its last addition done, keeping nothing inside for the backward pass.</summary>
    public Tensor Recompute(Tensor stream, Sight sight, Kernels kernels) => GradientCheckpoint.Run(
        x =>
        {
            using var scope = NewDisposeScope();
            var (sum, added) = Run(x, null, sight, kernels, null);
            return (sum + added).MoveToOuterDisposeScope();
        },
        stream);

    private static Tensor Product(Tensor x, Tensor weight, Func<Tensor, Tensor>? addition)
    {
        var product = nn.functional.linear(x, weight);
        return addition is null ? product : product + addition(x);
    }
}
