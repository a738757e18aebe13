using Solar.Research.Display;

namespace Solar.Research.DepthUpscaling;

/// <summary>One layer of the up-scaled model.</summary>
/// <param name="Source">The base layer that it is a copy of, counted from 0.</param>
/// <param name="Identity">
/// Whether the copy starts as the identity: its two output projections (<c>o_proj</c>, <c>down_proj</c>) are zero,
/// so the residual stream passes through unchanged until training moves them.
/// </param>
public readonly record struct PlannedLayer(int Source, bool Identity = false);

/// <summary>A place where two layers meet that were not neighbours in the base model.</summary>
/// <param name="Position">The index, in the up-scaled model, of the layer after the joint.</param>
/// <param name="Before">The base layer before the joint.</param>
/// <param name="After">The base layer after it.</param>
public readonly record struct Seam(int Position, int Before, int After);

/// <summary>Layers that follow each other as they did in the base.</summary>
/// <param name="Position">The index of the first in the up-scaled model.</param>
/// <param name="Source">The base layer that it is a copy of.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct PlannedStretch(int Position, int Source, int Count);

/// <summary>Which layer of the base model each layer of the up-scaled model is copied from.</summary>
/// <remarks>
/// Paper §2, Fig. 1, is <see cref="Dus"/>; the other ways are what it is compared with. As text, layers are counted
/// from 0, ranges include both ends and a star marks an identity block: <c>0-23,8-31</c> is SOLAR 10.7B,
/// <c>0-3,3*,4-7,7*</c> adds a block after every fourth layer as LLaMA Pro does.
/// </remarks>
[TypeFormatterSource(typeof(DepthPlanTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record DepthPlan
{
    private DepthPlan(int baseLayers, IEnumerable<PlannedLayer> layers)
    {
        BaseLayers = baseLayers;
        Layers = [.. layers];
        Validate();
    }

    /// <summary>SOLAR 10.7B: 32 layers become 48 (Fig. 1).</summary>
    public static DepthPlan Solar { get; } = Dus(baseLayers: 32, droppedLayers: 8);

    /// <summary>n, the depth of the base model.</summary>
    public int BaseLayers { get; }

    /// <summary>The layers of the up-scaled model, in order.</summary>
    public IReadOnlyList<PlannedLayer> Layers { get; }

    /// <summary>s, the depth after scaling.</summary>
    public int ScaledLayers => Layers.Count;

    /// <summary>The base layer behind each layer of the up-scaled model, in order.</summary>
    public IEnumerable<int> Sources => Layers.Select(layer => layer.Source);

    /// <summary>Every joint of layers that were not neighbours before.</summary>
    public IEnumerable<Seam> Seams =>
        Enumerable.Range(1, ScaledLayers - 1)
            .Where(i => Layers[i].Source != Layers[i - 1].Source + 1)
            .Select(i => new Seam(i, Layers[i - 1].Source, Layers[i].Source));

    /// <summary>Stretches of layers that follow each other as they did in the base; a seam lies between each two.</summary>
    public IEnumerable<PlannedStretch> Stretches
    {
        get
        {
            var first = 0;
            foreach (var end in Seams.Select(seam => seam.Position).Append(ScaledLayers))
            {
                yield return new(first, Layers[first].Source, end - first);
                first = end;
            }
        }
    }

    /// <summary>
    /// Depth up-scaling: two copies are stacked, the first without its last m layers, the second without its first m;
    /// s = 2(n − m).
    /// </summary>
    /// <param name="baseLayers">n.</param>
    /// <param name="droppedLayers">m.</param>
    public static DepthPlan Dus(int baseLayers, int droppedLayers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baseLayers);
        ArgumentOutOfRangeException.ThrowIfNegative(droppedLayers);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(droppedLayers, baseLayers);

        var kept = baseLayers - droppedLayers;
        return Of(baseLayers, Enumerable.Range(0, kept).Concat(Enumerable.Range(droppedLayers, kept)));
    }

    /// <summary>The whole model twice, nothing dropped: what the paper's m is an answer to.</summary>
    public static DepthPlan NaiveStack(int baseLayers) => GFold(baseLayers, 2);

    /// <summary>The whole model g times, one on top of the other.</summary>
    /// <remarks>Du et al. 2024 (G_stack), where g = 4 did best.</remarks>
    public static DepthPlan GFold(int baseLayers, int g)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baseLayers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(g);
        return Of(baseLayers, Enumerable.Range(0, baseLayers * g).Select(i => i % baseLayers));
    }

    /// <summary>Every layer g times in place: 0 0 1 1 2 2 …</summary>
    /// <remarks>Du et al. 2024, the "split" growth.</remarks>
    public static DepthPlan Interleave(int baseLayers, int g = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baseLayers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(g);
        return Of(baseLayers, Enumerable.Range(0, baseLayers * g).Select(i => i / g));
    }

    /// <summary>After every n ÷ added layers, a copy of the last one that starts as the identity.</summary>
    /// <remarks>Wu et al. 2024 (LLaMA Pro): 32 layers and 8 blocks. The up-scaled model computes what the base computed.</remarks>
    public static DepthPlan IdentityInsert(int baseLayers, int added)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baseLayers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(added);
        if (baseLayers % added != 0)
            throw new ArgumentException($"{added} identity blocks do not spread evenly over {baseLayers} layers; take a divisor of {baseLayers}.", nameof(added));

        var every = baseLayers / added;
        return Of(baseLayers, Enumerable.Range(0, baseLayers).SelectMany<int, PlannedLayer>(i =>
            (i + 1) % every == 0 ? [new(i), new(i, Identity: true)] : [new(i)]));
    }

    /// <summary>Any list of base layers, in any order and as often as wanted.</summary>
    public static DepthPlan Of(int baseLayers, IEnumerable<int> sources) =>
        new(baseLayers, sources.Select(source => new PlannedLayer(source)));

    /// <summary>Any list of layers, identity blocks among them.</summary>
    public static DepthPlan Of(int baseLayers, IEnumerable<PlannedLayer> layers) => new(baseLayers, layers);

    /// <summary>A plan from text such as <c>0-23,8-31</c>, or from JSON (<see cref="DepthPlanJson"/>).</summary>
    /// <param name="plan">The text.</param>
    /// <param name="baseLayers">n, the depth of the model that is scaled.</param>
    /// <exception cref="ArgumentException">The text is no plan for a model of that depth; the message says which part.</exception>
    public static DepthPlan Parse(string plan, int baseLayers)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.AsSpan().TrimStart() is ['{' or '[', ..]
            ? DepthPlanJson.Parse(plan, baseLayers)
            : new(baseLayers, DepthPlanText.Parse(plan));
    }

    /// <summary>The shortest text that <see cref="Parse"/> reads back as this plan.</summary>
    public override string ToString() => DepthPlanText.Format(Layers);

    /// <summary>Plans are equal when they make the same layers of a base of the same depth.</summary>
    public bool Equals(DepthPlan? other) =>
        other is not null && BaseLayers == other.BaseLayers && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(BaseLayers, HashCode.Combine);

    private void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BaseLayers);
        if (Layers.Count == 0)
            throw new ArgumentException("The plan has no layer; name at least one, such as 0-23,8-31.");
        foreach (var (source, _) in Layers)
        {
            if (source < 0 || source >= BaseLayers)
                throw new ArgumentException($"The plan copies layer {source}, but the base model has the layers 0 to {BaseLayers - 1}.");
        }
    }
}
