using Solar.Research.DepthUpscaling;

namespace Solar.Research.Experiments.Growth;

/// <summary>The models that are compared, for a base of eight layers and any other of even depth.</summary>
public static class GrowthVariants
{
    /// <summary>The base itself, trained on.</summary>
    public const string Parent = "parent";

    /// <summary>Depth up-scaling.</summary>
    public const string Dus = "dus";

    /// <summary>The whole base twice.</summary>
    public const string Naive = "naive-2x";

    /// <summary>Every other layer twice in place.</summary>
    public const string Interleaved = "interleaved";

    /// <summary>New blocks that start as the identity.</summary>
    public const string Identity = "identity";

    /// <summary>A model of the up-scaled depth that starts from nothing.</summary>
    public const string Scratch = "scratch";

    /// <summary>The same, trained with as many operations as the base and its continuation together.</summary>
    public const string ScratchLong = "scratch-long";

    /// <summary>All that are trained on the continuation's tokens; m = n / 4, as the paper has it (8 of 32).</summary>
    /// <param name="layers">n, a multiple of four.</param>
    public static IReadOnlyList<GrowthVariant> For(int layers)
    {
        if (layers <= 0 || layers % 4 != 0)
            throw new ArgumentException($"m = n / 4 and the same depth for all need a base whose depth is a multiple of four, not {layers}.", nameof(layers));
        var dus = DepthPlan.Dus(layers, layers / 4);
        var everyOtherTwice = DepthPlan.Of(layers, Enumerable.Range(0, layers).SelectMany(i => i % 2 == 0 ? [i] : new[] { i, i }));
        return
        [
            // The most expensive first, so that the last to finish is a short one.
            new GrownVariant(Naive, $"naive 2x, {2 * layers} layers", DepthPlan.NaiveStack(layers).ToString()),
            new GrownVariant(Dus, $"DUS, m = {layers / 4}, {dus.ScaledLayers} layers", dus.ToString()),
            new GrownVariant(Interleaved, $"interleaved, {everyOtherTwice.ScaledLayers} layers", everyOtherTwice.ToString()),
            new GrownVariant(Identity, $"identity blocks, {dus.ScaledLayers} layers", DepthPlan.IdentityInsert(layers, layers / 2).ToString()),
            new ScratchVariant(Scratch, $"from scratch, {dus.ScaledLayers} layers", dus.ScaledLayers),
            new GrownVariant(Parent, $"the base, {layers} layers", DepthPlan.Of(layers, Enumerable.Range(0, layers)).ToString()),
        ];
    }
}
