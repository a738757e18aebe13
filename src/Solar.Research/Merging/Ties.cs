using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging;

/// <summary>TIES: of each difference from the base only the largest numbers, and of those only the ones of the sign that prevails.</summary>
/// <remarks>
/// <code>δ_i = the largest d_i of x_i − base;   s = sign Σ w_i δ_i;   base + λ Σ_{sign δ_i = s} w_i δ_i / Σ_{sign δ_i = s} w_i</code>
/// Yadav et al. 2023. Of n numbers ⌊d n⌋ are kept, and of equal magnitudes the first.
/// </remarks>
public static class Ties
{
    /// <summary>Of models in single precision.</summary>
    /// <param name="origin">The base.</param>
    /// <param name="models">Its fine-tunes, of its size.</param>
    /// <param name="weights">One for each.</param>
    /// <param name="densities">d, the share of each difference that is kept.</param>
    /// <param name="lambda">λ.</param>
    /// <param name="normalize">Divide by the weights of those that agree.</param>
    /// <param name="rescale">Bring each thinned difference back to its former sum of magnitudes.</param>
    public static float[] Of(
        float[] origin, IReadOnlyList<float[]> models, IReadOnlyList<double> weights, IReadOnlyList<double> densities,
        double lambda = 1, bool normalize = true, bool rescale = false) =>
        Singles.From(Of(Singles.ToDouble(origin), Singles.ToDouble(models), weights, densities, lambda, normalize, rescale));

    /// <summary>Of models in double precision.</summary>
    public static double[] Of(
        double[] origin, IReadOnlyList<double[]> models, IReadOnlyList<double> weights, IReadOnlyList<double> densities,
        double lambda = 1, bool normalize = true, bool rescale = false) =>
        new TaskVectors(weights, densities) { ByMagnitude = true, Consensus = true, Lambda = lambda, Normalize = normalize, Rescale = rescale }
            .Merge(origin, models);
}
