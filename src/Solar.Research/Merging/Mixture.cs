using System.Numerics.Tensors;

namespace Solar.Research.Merging;

/// <summary>How much of each model goes into the merged one: the result is Σ c_i x_i.</summary>
/// <remarks>
/// Worked out in double precision and rounded once, to the type of the result. A model whose coefficient is 0 is not looked at, and a
/// coefficient of 1 alone gives the same bits.
/// </remarks>
/// <param name="Coefficients">c, one for each model.</param>
/// <param name="Facts">What was found on the way, such as the cosine between two models.</param>
public sealed record Mixture(IReadOnlyList<double> Coefficients, IReadOnlyDictionary<string, double> Facts)
{
    /// <summary>A mixture of which nothing is to be told.</summary>
    public Mixture(params IReadOnlyList<double> coefficients)
        : this(coefficients, new Dictionary<string, double>())
    {
    }

    /// <summary>The one model that this is a plain copy of, if it is.</summary>
    public int? CopyOf
    {
        get
        {
            var used = Enumerable.Range(0, Coefficients.Count).Where(i => Coefficients[i] != 0).ToList();
            return used is [var only] && Coefficients[only] == 1 ? only : null;
        }
    }

    /// <summary>Mixes models of one size.</summary>
    public double[] Of(IReadOnlyList<double[]> models)
    {
        var result = new double[SizeOf(models)];
        Write(models, result.Length, result);
        return result;
    }

    /// <summary>Mixes models of one size; the result is rounded once, from double to single precision.</summary>
    public float[] Of(IReadOnlyList<float[]> models) => Singles.From(Of(Singles.ToDouble(models)));

    // Products first, then their sum from the first model to the last, never fused: the same bits on any machine.
    internal void Write(IReadOnlyList<double[]> models, int count, double[] result)
    {
        var first = true;
        for (var model = 0; model < Coefficients.Count; model++)
        {
            var c = Coefficients[model];
            if (c == 0)
                continue;
            var x = models[model].AsSpan(0, count);
            if (first)
                TensorPrimitives.Multiply(x, c, result);
            else
                TensorPrimitives.MultiplyAdd(x, c, result.AsSpan(0, count), result);
            first = false;
        }

        if (first)
            result.AsSpan(0, count).Clear();
    }

    private int SizeOf(IReadOnlyList<double[]> models)
    {
        if (models.Count != Coefficients.Count)
            throw new ArgumentException($"{Coefficients.Count} coefficients do not fit {models.Count} models.");
        return Singles.SizeOf(models);
    }
}
