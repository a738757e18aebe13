namespace Solar.Research.Merging;

/// <summary>Spherical interpolation by weights, of models or of their differences from a base; of tensors, rows or columns.</summary>
/// <remarks>
/// <code>t = w_b / (w_a + w_b)   (1/2 where |w_a + w_b| &lt; 1e-6)
/// sin((1 − t)θ)/sin θ · a + sin(tθ)/sin θ · b;   (1 − t)a + tb where |sin θ| &lt; 1e-8</code>
/// With a base, a and b are the differences from it, and it is added to the result. mergekit a6e4028, merge_methods/nuslerp.py.
/// </remarks>
public static class NuSlerp
{
    private const double NoSum = 1e-6, ShortestNorm = 1e-7, NoAngle = 1e-8;

    /// <summary>Between two models in single precision, each as one vector.</summary>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second, of the same size.</param>
    /// <param name="weightOfA">Its share.</param>
    /// <param name="weightOfB">Its share.</param>
    /// <param name="origin">The base whose differences are interpolated; null for the models themselves.</param>
    public static float[] Between(float[] a, float[] b, double weightOfA, double weightOfB, float[]? origin = null) =>
        Singles.From(Between(Singles.ToDouble(a), Singles.ToDouble(b), weightOfA, weightOfB, origin is null ? null : Singles.ToDouble(origin)));

    /// <summary>The same in double precision.</summary>
    public static double[] Between(double[] a, double[] b, double weightOfA, double weightOfB, double[]? origin = null)
    {
        Singles.SizeOf(origin is null ? [a, b] : [a, b, origin]);
        var t = Share(weightOfA, weightOfB);
        if (origin is null)
            return Mix(Gram.Of(a, b), t).Of([a, b]);
        double[] Difference(double[] model) => [.. model.Zip(origin, (x, o) => x - o)];
        return Relative(Mix(Gram.Of(Difference(a), Difference(b)), t)).Of([origin, a, b]);
    }

    /// <summary>t, how far from the first to the second.</summary>
    public static double Share(double weightOfA, double weightOfB) =>
        Math.Abs(weightOfA + weightOfB) < NoSum ? 0.5 : weightOfB / (weightOfA + weightOfB);

    /// <summary>The coefficients of the two vectors.</summary>
    public static Mixture Mix(Gram gram, double t)
    {
        var cosine = gram[0, 1] / (Math.Max(gram.Norm(0), ShortestNorm) * Math.Max(gram.Norm(1), ShortestNorm));
        var theta = Math.Acos(Math.Clamp(cosine, -1, 1));
        var sine = Math.Sin(theta);
        var parallel = Math.Abs(sine) < NoAngle;
        var facts = new Dictionary<string, double> { ["t"] = t, ["cosine"] = cosine, ["lerp"] = parallel ? 1 : 0 };
        return parallel
            ? new([1 - t, t], facts)
            : new([Math.Sin((1 - t) * theta) / sine, Math.Sin(t * theta) / sine], facts);
    }

    /// <summary>A mixture of differences from a base, as one of the base and the models.</summary>
    internal static Mixture Relative(Mixture mixture) =>
        mixture with { Coefficients = [1 - mixture.Coefficients.Sum(), .. mixture.Coefficients] };
}
