namespace Solar.Research.Model;

/// <summary>A way to stretch the rotary frequencies, so that a model reads longer texts than it was made for.</summary>
/// <remarks>The formulas and the member names are those of Hugging Face's <c>rope_scaling</c>.</remarks>
public abstract record RopeScaling
{
    /// <summary>How many times longer the texts become.</summary>
    public required double Factor { get; init; }

    /// <summary>[D/2] The angle, in radians per token, by which each pair of features turns.</summary>
    /// <param name="theta">θ, the base.</param>
    /// <param name="headDim">D.</param>
    /// <param name="maxPositions">The length that the model was made for.</param>
    /// <param name="length">The length of the text at hand.</param>
    public abstract double[] Frequencies(double theta, int headDim, int maxPositions, int length);

    /// <summary>Whether a longer text changes the frequencies of the tokens before, so that cached keys grow stale.</summary>
    public virtual bool DependsOnLength => false;

    /// <summary>[D/2] The unscaled frequencies: θ^(−2i/D).</summary>
    public static double[] Unscaled(double theta, int headDim) =>
        [.. Enumerable.Range(0, headDim / 2).Select(i => Math.Pow(theta, -2.0 * i / headDim))];

    internal virtual void Validate()
    {
        if (!(Factor >= 1) || double.IsInfinity(Factor))
            throw new ArgumentException($"rope_scaling factor is {Factor}; it stretches texts, so it is at least 1.");
    }
}

/// <summary>Every frequency is divided by the factor: positions are squeezed together.</summary>
/// <remarks>Chen et al. 2023 (position interpolation).</remarks>
public sealed record LinearRopeScaling : RopeScaling
{
    /// <inheritdoc/>
    public override double[] Frequencies(double theta, int headDim, int maxPositions, int length) =>
        [.. Unscaled(theta, headDim).Select(frequency => frequency / Factor)];
}

/// <summary>The base θ grows with the text once it is longer than the model was made for.</summary>
/// <remarks>bloc97 and emozilla 2023 (dynamic NTK): θ·(f·s/n − (f − 1))^(D/(D−2)).</remarks>
public sealed record DynamicRopeScaling : RopeScaling
{
    /// <inheritdoc/>
    public override bool DependsOnLength => true;

    /// <inheritdoc/>
    public override double[] Frequencies(double theta, int headDim, int maxPositions, int length)
    {
        var stretch = (Factor * Math.Max(length, maxPositions) / maxPositions) - (Factor - 1);
        return Unscaled(theta * Math.Pow(stretch, headDim / (headDim - 2.0)), headDim);
    }
}

/// <summary>Slow frequencies are divided by the factor, fast ones kept, and those between are blended.</summary>
/// <remarks>Llama 3.1 (Dubey et al. 2024). A frequency is slow when its wave is longer than the original length ÷ the low factor.</remarks>
public sealed record Llama3RopeScaling : RopeScaling
{
    /// <summary>Waves longer than the original length divided by this are stretched in full.</summary>
    public required double LowFreqFactor { get; init; }

    /// <summary>Waves shorter than the original length divided by this are kept.</summary>
    public required double HighFreqFactor { get; init; }

    /// <summary>The length that the model was first trained at.</summary>
    public required int OriginalMaxPositionEmbeddings { get; init; }

    /// <inheritdoc/>
    public override double[] Frequencies(double theta, int headDim, int maxPositions, int length) =>
        [.. Unscaled(theta, headDim).Select(Scale)];

    internal override void Validate()
    {
        base.Validate();
        if (!(LowFreqFactor > 0) || !(HighFreqFactor > LowFreqFactor) || OriginalMaxPositionEmbeddings <= 0)
        {
            throw new ArgumentException(
                $"rope_scaling of llama3 has low_freq_factor {LowFreqFactor}, high_freq_factor {HighFreqFactor} and " +
                $"original_max_position_embeddings {OriginalMaxPositionEmbeddings}; it needs 0 < low < high and a positive length.");
        }
    }

    private double Scale(double frequency)
    {
        var wavesInText = OriginalMaxPositionEmbeddings * frequency / (2 * Math.PI);
        var kept = Math.Clamp((wavesInText - LowFreqFactor) / (HighFreqFactor - LowFreqFactor), 0, 1);
        return ((1 - kept) * frequency / Factor) + (kept * frequency);
    }
}
