namespace Solar.Research.Experiments.Growth;

/// <summary>All runs of the experiment, by variant and seed.</summary>
/// <param name="curves">The base's and every variant's, each for every seed.</param>
public sealed class GrowthRuns(IEnumerable<LossCurve> curves)
{
    private readonly Dictionary<(string Variant, long Seed), LossCurve> _curves = curves.ToDictionary(curve => (curve.Variant, curve.Seed));

    /// <summary>All of them, in the order given.</summary>
    public IEnumerable<LossCurve> All => _curves.Values;

    /// <summary>One run.</summary>
    /// <exception cref="ArgumentException">There is no such run.</exception>
    public LossCurve this[string variant, long seed] => _curves.TryGetValue((variant, seed), out var curve)
        ? curve
        : throw new ArgumentException($"There is no run of '{variant}' with seed {seed}.");
}
