namespace Solar.Research.Contamination;

/// <summary>Everything that decides a contamination test, apart from the models and the texts.</summary>
/// <remarks>
/// The defaults are those behind the paper's Table 9: swj0419/detect-pretrain-code-contamination@616114e, src/run.py, of December
/// 2023. Departs: there the continuations are drawn with no seed.
/// </remarks>
public sealed record ContaminationRecipe
{
    /// <summary>Texts of a benchmark that are tested, drawn by <see cref="ShuffleSeed"/>; all when there are no more.</summary>
    public int Examples { get; init; } = 100;

    /// <summary>Continuations of each text that the reference model writes.</summary>
    public int Continuations { get; init; } = 100;

    /// <summary>The share of a text's words, rounded up, that the reference model goes on from.</summary>
    public double PrefixShare { get; init; } = 0.4;

    /// <summary>Logits are divided by it before a token is drawn.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Tokens are drawn among the k likeliest; null is all. 50 is the default of Hugging Face's generate.</summary>
    public int? TopK { get; init; } = 50;

    /// <summary>Continuations are scored on their first tokens, the begin token among them; the text itself is scored whole.</summary>
    public int MaxScoredTokens { get; init; } = 150;

    /// <summary>A text is flagged when the share of continuations that the target finds likelier is below it.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>Seeds CPython's generator, which shuffles the benchmark.</summary>
    public long ShuffleSeed { get; init; }

    /// <summary>Seeds the continuations; each text has a stream of its own.</summary>
    public long SamplingSeed { get; init; }

    /// <exception cref="ArgumentException">A number makes no sense; the message says which.</exception>
    public ContaminationRecipe Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Continuations);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxScoredTokens, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(ShuffleSeed);
        Refuse(PrefixShare is not (> 0 and < 1), nameof(PrefixShare), PrefixShare, "lies in (0, 1)");
        Refuse(Threshold is not (> 0 and <= 1), nameof(Threshold), Threshold, "lies in (0, 1]");
        Refuse(!(Temperature > 0) || !double.IsFinite(Temperature), nameof(Temperature), Temperature, "is above 0");
        if (TopK < 1)
            throw new ArgumentException($"TopK {TopK} leaves no token to draw; it is at least 1.");
        return this;

        static void Refuse(bool wrong, string name, double value, string expected)
        {
            if (wrong)
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; it {expected}."));
        }
    }
}
