namespace Solar.Research.Merging;

/// <summary>The point between a base and the mean of its fine-tunes that their angles say is nearest to the centre.</summary>
/// <remarks>
/// <code>t = N cos θ / (1 + (N − 1) cos θ);   t · mean(x_i) + (1 − t) · base</code>
/// Jang et al. 2024, eq. 8. cos θ is the mean over pairs of the cosines between differences from the base, as mergekit (a6e4028,
/// merge_methods/model_stock.py) reads the paper for more than two models; of a tensor, or of each of its rows (<c>filter_wise</c>).
/// </remarks>
public static class ModelStock
{
    private const double SmallestProduct = 1e-6;

    /// <summary>Of models in single precision.</summary>
    /// <param name="origin">The base.</param>
    /// <param name="models">Two or more fine-tunes of it, of its size.</param>
    public static float[] Of(float[] origin, IReadOnlyList<float[]> models) =>
        Singles.From(Of(Singles.ToDouble(origin), Singles.ToDouble(models)));

    /// <summary>Of models in double precision.</summary>
    public static double[] Of(double[] origin, IReadOnlyList<double[]> models)
    {
        Singles.SizeOf([origin, .. models]);
        var differences = models.Select(model => model.Zip(origin, (x, o) => x - o).ToArray()).ToList();
        return NuSlerp.Relative(Mix(Gram.Of(differences))).Of([origin, .. models]);
    }

    /// <summary>The coefficients of the differences from the base.</summary>
    /// <param name="differences">Of the models from their base.</param>
    /// <exception cref="ArgumentException">There are fewer than two models.</exception>
    public static Mixture Mix(Gram differences)
    {
        var n = differences.Count;
        if (n < 2)
            throw new ArgumentException($"Model Stock takes a base and at least two models; there {(n == 1 ? "is 1" : "is none")}.");
        var cosine = Enumerable.Range(0, n)
            .SelectMany(i => Enumerable.Range(0, i).Select(j =>
                Math.Clamp(differences[i, j] / Math.Max(differences.Norm(i) * differences.Norm(j), SmallestProduct), -1, 1)))
            .Average();
        var t = n * cosine / (1 + ((n - 1) * cosine));
        return new([.. Enumerable.Repeat(t / n, n)], new Dictionary<string, double> { ["cosine"] = cosine, ["t"] = t });
    }
}
