namespace Solar.Research.Merging;

/// <summary>The inner products of some vectors: all that spherical rules need to know of them.</summary>
/// <remarks>Sums are taken in double precision, in lanes and blocks of a fixed size: the same bits on any machine and any number of threads.</remarks>
public sealed class Gram
{
    private readonly double[] _products;

    /// <summary>Of no numbers yet.</summary>
    /// <param name="count">How many vectors there are.</param>
    public Gram(int count)
        : this(count, new double[SizeFor(count)])
    {
    }

    internal Gram(int count, double[] products) => (Count, _products) = (count, products);

    /// <summary>How many vectors there are.</summary>
    public int Count { get; }

    /// <summary>x_i · x_j.</summary>
    public double this[int i, int j] => _products[i >= j ? (i * (i + 1) / 2) + j : (j * (j + 1) / 2) + i];

    /// <summary>‖x_i‖.</summary>
    public double Norm(int i) => Math.Sqrt(this[i, i]);

    /// <summary>‖Σ c_i x_i‖.</summary>
    public double NormOf(ReadOnlySpan<double> coefficients)
    {
        var square = 0.0;
        for (var i = 0; i < Count; i++)
            square += coefficients[i] * DotWith(i, coefficients);
        return Math.Sqrt(Math.Max(0, square));
    }

    /// <summary>x_i · Σ c_j x_j.</summary>
    public double DotWith(int i, ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        for (var j = 0; j < Count; j++)
            sum += coefficients[j] * this[i, j];
        return sum;
    }

    /// <summary>Of whole vectors of one length.</summary>
    public static Gram Of(params IReadOnlyList<double[]> vectors)
    {
        var gram = new Gram(vectors.Count);
        Add(gram._products, vectors, vectors.Count == 0 ? 0 : vectors[0].Length);
        return gram;
    }

    internal static int SizeFor(int count) => count * (count + 1) / 2;

    /// <summary>Adds the products of a further stretch of every vector.</summary>
    internal static void Add(Span<double> products, IReadOnlyList<double[]> vectors, int count)
    {
        var at = 0;
        for (var i = 0; i < vectors.Count; i++)
        {
            for (var j = 0; j <= i; j++)
                products[at++] += Sums.OfProducts(vectors[i].AsSpan(0, count), vectors[j].AsSpan(0, count));
        }
    }
}
