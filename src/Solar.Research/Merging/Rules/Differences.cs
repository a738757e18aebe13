using System.Numerics.Tensors;

namespace Solar.Research.Merging.Rules;

/// <summary>What the rules that start from a base share.</summary>
internal static class Differences
{
    /// <summary>Turns every input after the first into its difference from it.</summary>
    public static void Subtract(double[][] inputs, int count)
    {
        var origin = inputs[0].AsSpan(0, count);
        for (var input = 1; input < inputs.Length; input++)
        {
            var model = inputs[input].AsSpan(0, count);
            TensorPrimitives.Subtract(model, origin, model);
        }
    }

    /// <summary>A mixture from inner products; one of differences becomes one of the base and the models.</summary>
    /// <exception cref="InvalidDataException">Something is not finite.</exception>
    public static Mixture Mix(Func<Gram, Mixture> mix, Gram gram, bool fromBase)
    {
        for (var i = 0; i < gram.Count; i++)
        {
            if (!double.IsFinite(gram[i, i]))
                throw new InvalidDataException($"input {i + (fromBase ? 1 : 0)} holds numbers that are not finite, so its direction is not known");
        }

        var mixture = mix(gram);
        if (mixture.Coefficients.Any(c => !double.IsFinite(c)))
            throw new InvalidDataException($"the coefficients come out as {Numbers.List(mixture.Coefficients)} ({string.Join(", ", mixture.Facts.Select(fact => $"{fact.Key} {Numbers.Text(fact.Value)}"))}); the method has no answer here");
        return fromBase ? NuSlerp.Relative(mixture) : mixture;
    }
}
