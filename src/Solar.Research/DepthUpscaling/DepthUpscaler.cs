using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.DepthUpscaling;

/// <summary>Depth up-scaling of a decoder in memory.</summary>
/// <remarks>Paper §2, step 1 ("depthwise scaling"). Weights are copied bit for bit; only the depth of the config changes.</remarks>
public static class DepthUpscaler
{
    /// <summary>A deeper decoder, made of copies of the base's layers; the base is left as it is.</summary>
    /// <exception cref="ArgumentException">The plan is for a base of another depth.</exception>
    public static Decoder Scale(Decoder decoder, DepthPlan plan)
    {
        if (plan.BaseLayers != decoder.Config.NumHiddenLayers)
            throw new ArgumentException($"The plan is for a base of {plan.BaseLayers} layers, but this decoder has {decoder.Config.NumHiddenLayers}.", nameof(plan));

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var scaled = new Decoder(decoder.Config with { NumHiddenLayers = plan.ScaledLayers }, decoder.Weights.device, decoder.Weights.dtype);
        void Copy(Region from, Region to) =>
            scaled.Weights.narrow(0, to.Start, to.Count).copy_(decoder.Weights.narrow(0, from.Start, from.Count));

        Copy(decoder.Layout.Embedding, scaled.Layout.Embedding);
        Copy(decoder.Layout.FinalNorm, scaled.Layout.FinalNorm);
        Copy(decoder.Layout.Head, scaled.Layout.Head);
        foreach (var ((source, identity), to) in plan.Layers.Zip(scaled.Layout.Layers))
        {
            var from = decoder.Layout.Layers[source];
            Copy(from.Qkv, to.Qkv);
            Copy(from.GateUp, to.GateUp);
            Copy(from.AttentionNorm, to.AttentionNorm);
            Copy(from.FeedForwardNorm, to.FeedForwardNorm);
            if (identity)
                continue; // the output projections stay zero, as they were made
            Copy(from.Output, to.Output);
            Copy(from.Down, to.Down);
        }

        return scaled;
    }
}
