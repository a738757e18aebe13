using System.Threading;

namespace Solar.Research.Merging.Rules;

/// <summary>A mixture of its own for every row, found from the inner products of that row.</summary>
/// <param name="rowLength">The last size of the tensor; a vector is one row.</param>
/// <param name="inputCount">How many inputs there are.</param>
/// <param name="mix">As in <see cref="MixtureRule"/>.</param>
/// <param name="fromBase">Whether the first input is a base.</param>
internal sealed class RowMixtureRule(int rowLength, int inputCount, Func<Gram, Mixture> mix, bool fromBase) : MergeRule
{
    private readonly int _vectors = fromBase ? inputCount - 1 : inputCount;
    private long _rows, _lerped;

    public override int? RowLength => Math.Max(1, rowLength);

    public override IReadOnlyDictionary<string, double> Facts => new Dictionary<string, double> { ["rows"] = _rows, ["lerped_rows"] = _lerped };

    public override void Write(long first, double[][] inputs, int count, double[] output, Span<double> carried)
    {
        var products = new double[Gram.SizeFor(_vectors)];
        var vectors = inputs;
        if (fromBase)
        {
            double[][] differences = [inputs[0], .. inputs[1..].Select(input => input[..count])];
            Differences.Subtract(differences, count);
            vectors = differences[1..];
        }

        Gram.Add(products, vectors, count);
        var mixture = Differences.Mix(mix, new(_vectors, products), fromBase);
        mixture.Write(inputs, count, output);
        Interlocked.Increment(ref _rows);
        if (mixture.Facts.GetValueOrDefault("lerp") == 1)
            Interlocked.Increment(ref _lerped);
    }
}
