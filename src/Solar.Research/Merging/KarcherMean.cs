namespace Solar.Research.Merging;

/// <summary>The centre of models on the sphere of their directions (Riemannian or Karcher mean), at their mean length.</summary>
/// <remarks>
/// <code>u ← exp_u(Σ log_u(x_i/‖x_i‖) / n) until the step is shorter than the tolerance;   the result is u · Σ‖x_i‖ / n</code>
/// mergekit a6e4028, merge_methods/karcher.py, equal weights, started at the direction of the mean. Every point on the way is a sum
/// Σ c_i x_i, so the steps are taken in the coefficients: the models themselves are read once for their products and once for the sum.
/// </remarks>
public static class KarcherMean
{
    /// <summary>mergekit's default of <c>max_iter</c>.</summary>
    public const int DefaultSteps = 10;

    /// <summary>mergekit's default of <c>tol</c>.</summary>
    public const double DefaultTolerance = 1e-5;

    /// <summary>The mean of models in single precision.</summary>
    public static float[] Of(IReadOnlyList<float[]> models, int steps = DefaultSteps, double tolerance = DefaultTolerance) =>
        Singles.From(Of(Singles.ToDouble(models), steps, tolerance));

    /// <summary>The mean of models in double precision.</summary>
    /// <param name="models">Of one size.</param>
    /// <param name="steps">At most so many.</param>
    /// <param name="tolerance">An angle or a length below this is none.</param>
    public static double[] Of(IReadOnlyList<double[]> models, int steps = DefaultSteps, double tolerance = DefaultTolerance)
    {
        Singles.SizeOf(models);
        return Mix(Gram.Of(models), steps, tolerance).Of(models);
    }

    /// <summary>The coefficients.</summary>
    public static Mixture Mix(Gram gram, int steps = DefaultSteps, double tolerance = DefaultTolerance)
    {
        var norms = Enumerable.Range(0, gram.Count).Select(gram.Norm).ToArray();
        if (gram.Count == 1)
            return new(1.0);
        var valid = Enumerable.Range(0, gram.Count).Where(i => norms[i] > tolerance).ToArray();
        if (valid.Length == 0)
            return new(new double[gram.Count], Facts(0));

        // u, and what is added to it, as coefficients of the models.
        var u = new double[gram.Count];
        foreach (var i in valid)
            u[i] = 1 / (valid.Length * norms[i]);
        if (gram.NormOf(u) is var start && start >= tolerance)
        {
            Divide(u, start);
        }
        else
        {
            Array.Clear(u);
            u[valid[0]] = 1 / norms[valid[0]];
        }

        var taken = 0;
        for (; taken < steps; taken++)
        {
            var tangent = Tangent(gram, norms, valid, u, tolerance);
            var length = gram.NormOf(tangent);
            if (length < tolerance)
                break;
            for (var i = 0; i < u.Length; i++)
                u[i] = (Math.Cos(length) * u[i]) + (Math.Sin(length) / length * tangent[i]);
            if (gram.NormOf(u) is var norm && norm > tolerance)
                Divide(u, norm);
        }

        var scale = norms.Sum() / norms.Length;
        return new([.. u.Select(c => scale * c)], Facts(taken));
    }

    private static double[] Tangent(Gram gram, double[] norms, int[] valid, double[] u, double tolerance)
    {
        var tangent = new double[u.Length];
        foreach (var i in valid)
        {
            var cosine = Math.Clamp(gram.DotWith(i, u) / norms[i], -1, 1);
            var theta = Math.Acos(cosine);
            if (theta < tolerance)
                continue;
            var share = theta / Math.Sin(theta) / valid.Length;
            for (var j = 0; j < u.Length; j++)
                tangent[j] -= share * cosine * u[j];
            tangent[i] += share / norms[i];
        }

        return tangent;
    }

    private static Dictionary<string, double> Facts(int steps) => new() { ["steps"] = steps };

    private static void Divide(double[] values, double by)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] /= by;
    }
}
