using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging;

/// <summary>A base with the weighted differences of its fine-tunes added.</summary>
/// <remarks><code>base + λ Σ w_i (x_i − base)        (divided by Σ w_i when normalised)</code> Ilharco et al. 2023.</remarks>
public static class TaskArithmetic
{
    /// <summary>Of models in single precision.</summary>
    /// <param name="origin">The base.</param>
    /// <param name="models">Its fine-tunes, of its size.</param>
    /// <param name="weights">One for each; may be negative, to take something away.</param>
    /// <param name="lambda">λ.</param>
    /// <param name="normalize">Divide by the sum of the weights, unless that is 0.</param>
    public static float[] Of(float[] origin, IReadOnlyList<float[]> models, IReadOnlyList<double> weights, double lambda = 1, bool normalize = false) =>
        Singles.From(Of(Singles.ToDouble(origin), Singles.ToDouble(models), weights, lambda, normalize));

    /// <summary>Of models in double precision.</summary>
    public static double[] Of(double[] origin, IReadOnlyList<double[]> models, IReadOnlyList<double> weights, double lambda = 1, bool normalize = false) =>
        new TaskVectors(weights, [.. weights.Select(_ => 1.0)]) { Lambda = lambda, Normalize = normalize }.Merge(origin, models);
}
