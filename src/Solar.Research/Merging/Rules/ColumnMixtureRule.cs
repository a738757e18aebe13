namespace Solar.Research.Merging.Rules;

/// <summary>A mixture of its own for every column, found from the inner products of that column.</summary>
/// <param name="columns">How many elements lie between neighbours of one column: the product of all sizes but the first.</param>
/// <param name="inputCount">How many inputs there are.</param>
/// <param name="mix">As in <see cref="MixtureRule"/>.</param>
/// <param name="fromBase">Whether the first input is a base.</param>
internal sealed class ColumnMixtureRule(int columns, int inputCount, Func<Gram, Mixture> mix, bool fromBase) : MergeRule
{
    private readonly int _vectors = fromBase ? inputCount - 1 : inputCount;
    private double[][]? _coefficients;
    private int _lerped;

    public override bool WantsLook => _coefficients is null;

    public override int SumCount => Gram.SizeFor(_vectors) * columns;

    public override IReadOnlyDictionary<string, double> Facts => new Dictionary<string, double> { ["columns"] = columns, ["lerped_columns"] = _lerped };

    public override void Look(long first, double[][] inputs, int count, Span<double> sums, Span<long> tallies, Span<double> carried)
    {
        if (fromBase)
            Differences.Subtract(inputs, count);
        var vectors = fromBase ? inputs[1..] : inputs;
        var at = 0;
        for (var a = 0; a < _vectors; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var products = sums.Slice(at, columns);
                var (x, y) = (vectors[a], vectors[b]);
                var column = (int)(first % columns);
                for (var i = 0; i < count; i++)
                {
                    products[column] += x[i] * y[i];
                    column = column + 1 == columns ? 0 : column + 1;
                }

                at += columns;
            }
        }
    }

    public override void Conclude(IReadOnlyList<double[]> chunks, long[] tallies)
    {
        var total = Total(chunks, SumCount);
        _coefficients = [.. Enumerable.Range(0, inputCount).Select(_ => new double[columns])];
        for (var column = 0; column < columns; column++)
        {
            var products = new double[Gram.SizeFor(_vectors)];
            for (var i = 0; i < products.Length; i++)
                products[i] = total[(i * columns) + column];
            var mixture = Differences.Mix(mix, new(_vectors, products), fromBase);
            for (var input = 0; input < inputCount; input++)
                _coefficients[input][column] = mixture.Coefficients[input];
            _lerped += mixture.Facts.GetValueOrDefault("lerp") == 1 ? 1 : 0;
        }
    }

    public override void Write(long first, double[][] inputs, int count, double[] output, Span<double> carried)
    {
        for (var input = 0; input < inputs.Length; input++)
        {
            var (x, coefficients) = (inputs[input], _coefficients![input]);
            var column = (int)(first % columns);
            for (var i = 0; i < count; i++)
            {
                var product = coefficients[column] * x[i];
                output[i] = input == 0 ? product : output[i] + product;
                column = column + 1 == columns ? 0 : column + 1;
            }
        }
    }
}
