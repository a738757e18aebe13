using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging;

/// <summary>DARE: each number of a difference from the base is kept by chance, and what is kept is scaled up; then summed, by all or by vote.</summary>
/// <remarks>
/// <code>δ_i = m_i ∘ (x_i − base), m_i ~ Bernoulli(d_i);   δ_i ← δ_i ‖x_i − base‖₁ / ‖δ_i‖₁;   base + λ Σ w_i δ_i</code>
/// Yu et al. 2023. Scaled as mergekit (a6e4028, sparsify.py) does, to the same sum of magnitudes, which is 1/d on average; the paper takes
/// 1/d itself. With the vote, the sum is that of <see cref="Ties"/>. The draws are a function of seed, tensor and model, so that a merge
/// can be repeated; mergekit's come from a generator whose state depends on what was merged before.
/// </remarks>
public static class Dare
{
    /// <summary>Of models in single precision.</summary>
    /// <param name="origin">The base.</param>
    /// <param name="models">Its fine-tunes, of its size.</param>
    /// <param name="weights">One for each.</param>
    /// <param name="densities">d, the chance of each number to be kept.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="tensor">The name of the tensor, which has draws of its own.</param>
    /// <param name="vote">Sum only what has the sign that prevails (<c>dare_ties</c>).</param>
    /// <param name="lambda">λ.</param>
    /// <param name="normalize">Divide by the weights that were summed.</param>
    /// <param name="rescale">Bring each thinned difference back to its former sum of magnitudes.</param>
    public static float[] Of(
        float[] origin, IReadOnlyList<float[]> models, IReadOnlyList<double> weights, IReadOnlyList<double> densities, long seed, string tensor,
        bool vote = false, double lambda = 1, bool normalize = false, bool rescale = true) =>
        Singles.From(Of(Singles.ToDouble(origin), Singles.ToDouble(models), weights, densities, seed, tensor, vote, lambda, normalize, rescale));

    /// <summary>Of models in double precision.</summary>
    public static double[] Of(
        double[] origin, IReadOnlyList<double[]> models, IReadOnlyList<double> weights, IReadOnlyList<double> densities, long seed, string tensor,
        bool vote = false, double lambda = 1, bool normalize = false, bool rescale = true) =>
        new TaskVectors(weights, densities)
        {
            Masks = [.. densities.Select((density, model) => new DropMask(seed, tensor, model, density))],
            Consensus = vote,
            Lambda = lambda,
            Normalize = normalize,
            Rescale = rescale,
        }.Merge(origin, models);
}
