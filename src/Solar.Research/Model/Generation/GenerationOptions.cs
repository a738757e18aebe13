namespace Solar.Research.Model.Generation;

/// <summary>How a token is drawn from the distribution that the decoder gives. Applied in the order in which they stand here.</summary>
public sealed record Sampling
{
    /// <summary>Logits are divided by it: below 1 the likely become likelier.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only the k likeliest tokens stay; null is all.</summary>
    public int? TopK { get; init; }

    /// <summary>Only the likeliest tokens stay whose probabilities together reach p; null is all.</summary>
    /// <remarks>Holtzman et al. 2020 (nucleus sampling).</remarks>
    public double? TopP { get; init; }

    /// <summary>Seeds the draws. Each row of a batch draws its own numbers, whatever the others do.</summary>
    public long Seed { get; init; }

    /// <summary>A seed for each row in place of <see cref="Seed"/>, so that a row draws the same whatever stands beside it.</summary>
    public IReadOnlyList<long>? RowSeeds { get; init; }

    internal void Validate()
    {
        if (!(Temperature > 0) || double.IsInfinity(Temperature))
            throw new ArgumentException($"Temperature {Temperature} divides the logits, so it is above 0; without sampling, the likeliest token is taken.");
        if (TopK < 1)
            throw new ArgumentException($"Top-k {TopK} leaves no token; it is at least 1.");
        if (TopP is { } p && !(p > 0 && p <= 1))
            throw new ArgumentException($"Top-p {p} is no probability above 0.");
    }
}

/// <summary>How a text is continued.</summary>
public sealed record GenerationOptions
{
    /// <summary>The most tokens that are added.</summary>
    public int MaxNewTokens { get; init; } = 128;

    /// <summary>Before there are so many tokens, none that ends a text is chosen.</summary>
    public int MinNewTokens { get; init; }

    /// <summary>How tokens are drawn; null always takes the likeliest.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>Logits of tokens that the text already has are divided by it when positive, multiplied when negative; 1 leaves them.</summary>
    /// <remarks>Keskar et al. 2019 (CTRL); the prompt counts as text.</remarks>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Tokens that end a text; null is what the decoder's config names.</summary>
    public IReadOnlyList<int>? StopIds { get; init; }

    /// <summary>Texts that end a text, where text is generated.</summary>
    public IReadOnlyList<string> StopTexts { get; init; } = [];

    /// <summary>Whether keys and values are kept from token to token. Without, every token costs the whole text again.</summary>
    public bool UseCache { get; init; } = true;

    internal void Validate()
    {
        if (MaxNewTokens < 0)
            throw new ArgumentException($"{MaxNewTokens} new tokens cannot be generated.");
        if (MinNewTokens < 0 || MinNewTokens > MaxNewTokens)
            throw new ArgumentException($"At least {MinNewTokens} and at most {MaxNewTokens} new tokens are no range.");
        if (!(RepetitionPenalty > 0) || double.IsInfinity(RepetitionPenalty))
            throw new ArgumentException($"Repetition penalty {RepetitionPenalty} divides logits, so it is above 0; 1 is none.");
        if (StopTexts.Any(string.IsNullOrEmpty))
            throw new ArgumentException("An empty stop text would end every text before it begins.");
        Sampling?.Validate();
    }
}
