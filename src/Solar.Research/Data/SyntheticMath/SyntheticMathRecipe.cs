namespace Solar.Research.Data.SyntheticMath;

/// <summary>Everything that decides which rows are made, apart from who rephrases. Saved beside them.</summary>
/// <remarks>
/// Paper §3 and Table 1: 126K rows of each set, from MATH alone; "a process similar to MetaMath" (Yu et al. 2023). How many
/// attempts a seed had is not given: 126K rows from MATH's 7.5K training problems are 17 a seed. The default is a choice.
/// </remarks>
public sealed record SyntheticMathRecipe
{
    /// <summary>Rephrasings that are tried of each seed problem; those that fail or repeat another are not made up for.</summary>
    public int RephrasingsPerSeed { get; init; } = 4;

    /// <summary>How often a rephrased question is answered, until one answer is right. 1: as MetaMath.</summary>
    public int AnswersPerRephrasing { get; init; } = 1;

    /// <summary>Seed problems that are used at most, drawn by <see cref="Seed"/>; null is all, in their order.</summary>
    public int? MaxSeeds { get; init; }

    /// <summary>Seeds the draw of problems and each request.</summary>
    public long Seed { get; init; } = 1;

    /// <exception cref="ArgumentException">A number makes no sense; the message says which.</exception>
    public SyntheticMathRecipe Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RephrasingsPerSeed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(AnswersPerRephrasing);
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
        if (MaxSeeds is { } most)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(MaxSeeds));
        return this;
    }
}
