namespace Solar.Research.Merging;

/// <summary>Spherical linear interpolation between two models, each tensor taken as one vector.</summary>
/// <remarks>
/// <code>sin((1 − t)θ)/sin θ · a + sin(tθ)/sin θ · b,   cos θ = a·b / (‖a‖ ‖b‖)</code>
/// Shoemake 1985, which the paper names (§4.3.2), in the form that mergekit gives it (a6e4028, merge_methods/slerp.py): the angle is that
/// of the directions, the sum is of the vectors as they are, and where |cos θ| &gt; 0.9995, anti-parallel vectors among them, the result is
/// (1 − t)a + tb. Two fine-tunes of one base are that close in most tensors; <see cref="IsLerp"/> says of each whether it was so.
/// Departs: norms and products are summed in double precision, mergekit's in single; very near the threshold the choice can differ.
/// </remarks>
public static class Slerp
{
    /// <summary>Beyond this cosine, either way, vectors are interpolated linearly.</summary>
    public const double ParallelCosine = 0.9995;

    // A vector shorter than this is taken as it is instead of being divided by its length.
    private const double ShortestNorm = 1e-8;

    /// <summary>Between models in single precision.</summary>
    /// <param name="a">Where t = 0 is.</param>
    /// <param name="b">Where t = 1 is; of the same size.</param>
    /// <param name="t">How far from a to b.</param>
    public static float[] Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b, double t) =>
        Singles.From(Between(Singles.ToDouble(a), Singles.ToDouble(b), t));

    /// <summary>Between models in double precision.</summary>
    public static double[] Between(double[] a, double[] b, double t)
    {
        Singles.SizeOf([a, b]);
        return Mix(Gram.Of(a, b), t).Of([a, b]);
    }

    /// <summary>The coefficients of the two.</summary>
    public static Mixture Mix(Gram gram, double t)
    {
        double Length(int i) => gram.Norm(i) > ShortestNorm ? gram.Norm(i) : 1;
        var cosine = gram[0, 1] / (Length(0) * Length(1));
        var parallel = Math.Abs(cosine) > ParallelCosine;
        var facts = new Dictionary<string, double> { ["t"] = t, ["cosine"] = cosine, ["lerp"] = parallel ? 1 : 0 };
        if (parallel)
            return new([1 - t, t], facts);
        var theta = Math.Acos(cosine);
        return new([Math.Sin(theta - (theta * t)) / Math.Sin(theta), Math.Sin(theta * t) / Math.Sin(theta)], facts);
    }

    /// <summary>Whether a mixture of this rule is the linear one.</summary>
    public static bool IsLerp(Mixture mixture) => mixture.Facts["lerp"] == 1;
}
