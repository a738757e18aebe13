namespace Solar.Research.Merging;

/// <summary>The weighted average of models.</summary>
/// <remarks>
/// <code>Σ w_i x_i / Σ w_i        (undivided when not normalised)</code>
/// The paper's "Average (a, b)" of §4.3.2 and Table 7; Wortsman et al. 2022 ("Model soups").
/// Departs: mergekit (a6e4028, merge_methods/linear.py) rounds the weights to the type of the tensors first. In bfloat16 0.4 and 0.6 become
/// 0.400390625 and 0.6015625, and their sum rounds to 1: every weight of the merged model comes out 0.2 % too large. Here weights stay double.
/// </remarks>
public static class Linear
{
    private const double SmallestSum = 1e-8;

    /// <summary>The average of models in single precision.</summary>
    /// <param name="models">Of one size.</param>
    /// <param name="weights">One for each.</param>
    /// <param name="normalize">Divide by the sum of the weights.</param>
    public static float[] Of(IReadOnlyList<float[]> models, IReadOnlyList<double> weights, bool normalize = true) =>
        Mix(weights, normalize).Of(models);

    /// <summary>The average of models in double precision.</summary>
    public static double[] Of(IReadOnlyList<double[]> models, IReadOnlyList<double> weights, bool normalize = true) =>
        Mix(weights, normalize).Of(models);

    /// <summary>The coefficients.</summary>
    /// <exception cref="ArgumentException">The weights sum to 0 and cannot be normalised.</exception>
    public static Mixture Mix(IReadOnlyList<double> weights, bool normalize = true)
    {
        var sum = weights.Sum();
        if (normalize && Math.Abs(sum) < SmallestSum)
            throw new ArgumentException($"The weights ({Numbers.List(weights)}) sum to 0 or nearly, so they cannot be normalised; choose others, or do not normalise.");
        return new([.. weights.Select(weight => normalize ? weight / sum : weight)]);
    }
}
