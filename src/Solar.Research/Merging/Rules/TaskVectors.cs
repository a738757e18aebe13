namespace Solar.Research.Merging.Rules;

/// <summary>How the differences of models from their base are thinned out and put together.</summary>
/// <param name="Weights">One for each model.</param>
/// <param name="Densities">The share of each difference that is kept.</param>
internal sealed record TaskVectors(IReadOnlyList<double> Weights, IReadOnlyList<double> Densities)
{
    /// <summary>Keep the largest; else see <see cref="Masks"/>.</summary>
    public bool ByMagnitude { get; init; }

    /// <summary>Keep what these say, one for each model; null where nothing is dropped at random.</summary>
    public IReadOnlyList<DropMask>? Masks { get; init; }

    /// <summary>Only differences of the sign that prevails are summed.</summary>
    public bool Consensus { get; init; }

    /// <summary>Divide by the weights that were summed.</summary>
    public bool Normalize { get; init; }

    /// <summary>Bring a thinned difference back to its former sum of magnitudes.</summary>
    public bool Rescale { get; init; }

    /// <summary>λ, by which the sum is multiplied.</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>Merges lists in memory.</summary>
    public double[] Merge(double[] origin, IReadOnlyList<double[]> models)
    {
        if (models.Count == 0 || Weights.Count != models.Count || Densities.Count != models.Count)
            throw new ArgumentException($"{models.Count} models take as many weights and densities; there are {Weights.Count} and {Densities.Count}.");
        return InMemory.Run(new TaskVectorRule(this, origin.Length), [origin, .. models]);
    }
}
