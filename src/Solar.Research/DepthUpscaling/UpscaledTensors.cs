using System.Text.RegularExpressions;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>One tensor of the up-scaled checkpoint and where its bytes come from.</summary>
/// <param name="Entry">The tensor.</param>
/// <param name="Source">The tensor of the base that it is a copy of; null when it is all zeros.</param>
public sealed record UpscaledTensor(TensorEntry Entry, string? Source);

/// <summary>Every tensor of an up-scaled checkpoint, by the names of any architecture with numbered layers.</summary>
public static partial class UpscaledTensors
{
    /// <summary>The tensors outside the layers, then layer after layer as the plan says.</summary>
    /// <exception cref="ArgumentException">The plan is for a model of another depth.</exception>
    /// <exception cref="InvalidDataException">An identity block is wanted of a layer whose output projections are not known.</exception>
    public static IReadOnlyList<UpscaledTensor> Of(Checkpoint basis, DepthPlan plan)
    {
        var layers = NumberedLayers.Of(basis.Tensors.Keys, basis.Folder);
        if (layers.Count != plan.BaseLayers)
            throw new ArgumentException($"The plan is for a base of {plan.BaseLayers} layers, but {basis.Folder} has {layers.Count}.");

        var tensors = layers.Others.Select(name => new UpscaledTensor(basis.Tensors[name], name)).ToList();
        for (var i = 0; i < plan.ScaledLayers; i++)
        {
            var (source, identity) = plan.Layers[i];
            if (identity)
                RequireOutputs(layers, source, basis.Folder);
            foreach (var part in layers.Parts[source])
            {
                var from = layers.NameOf(source, part);
                var zero = identity && (AttentionOutput().IsMatch(part) || FeedForwardOutput().IsMatch(part));
                tensors.Add(new(basis.Tensors[from] with { Name = layers.NameOf(i, part) }, zero ? null : from));
            }
        }

        return tensors;
    }

    private static void RequireOutputs(NumberedLayers layers, int source, string folder)
    {
        var parts = layers.Parts[source];
        if (!parts.Any(part => AttentionOutput().IsMatch(part)) || !parts.Any(part => FeedForwardOutput().IsMatch(part)))
            throw new InvalidDataException($"{folder}: layer {source} cannot become an identity block: its tensors ({Quoted.List(parts.ToList())}) have no output projections that are known, such as self_attn.o_proj.weight and mlp.down_proj.weight.");
    }

    // Llama, OPT, GPT-2, GPT-NeoX: the last map before the residual stream, weight and bias.
    [GeneratedRegex(@"(^|\.)(o_proj|out_proj|attn\.c_proj|attention\.dense|self_attention\.dense)\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex AttentionOutput();

    // The same of the feed-forward block; w2 is Mixtral's expert.
    [GeneratedRegex(@"(^|\.)(down_proj|mlp\.c_proj|dense_4h_to_h|fc2|experts\.[0-9]+\.w2)\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex FeedForwardOutput();
}
