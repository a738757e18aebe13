using System.Numerics.Tensors;

namespace Solar.Research.Merging.Rules;

/// <summary>base + λ Σ w_i · thinned(x_i − base), the family of task arithmetic, TIES and DARE; the first input is the base.</summary>
/// <remarks>The steps and their order are those of mergekit a6e4028, merge_methods/generalized_task_arithmetic.py and sparsify.py.</remarks>
internal sealed class TaskVectorRule : MergeRule
{
    private const double SmallestSum = 1e-7, SmallestDivisor = 1e-8;

    private enum Stage
    {
        Upper,
        Lower,
        Ties,
        Survivors,
        Done,
    }

    private readonly TaskVectors _vectors;
    private readonly double[] _weights;
    private readonly MagnitudeCut?[] _cuts;
    private readonly double[] _scales;
    private readonly double[] _before;
    private Stage _stage;

    /// <param name="vectors">What is done.</param>
    /// <param name="elements">How many elements the tensor has.</param>
    /// <exception cref="ArgumentException">A density is not between 0 and 1, or leaves nothing of the tensor.</exception>
    public TaskVectorRule(TaskVectors vectors, long elements)
    {
        _vectors = vectors;
        _weights = [.. vectors.Weights];
        var models = _weights.Length;
        _scales = [.. Enumerable.Repeat(1.0, models)];
        _before = new double[models];
        _cuts = [.. vectors.Densities.Select(density => vectors.ByMagnitude ? CutOf(density, elements) : null)];
        _stage = _cuts.Any(cut => cut is not null) ? Stage.Upper
            : vectors.Rescale && Thinned.Any() ? Stage.Survivors
            : Stage.Done;
    }

    public override bool WantsLook => _stage != Stage.Done;

    public override int SumCount => 2 * _weights.Length;

    public override int TallyCount => _stage switch
    {
        Stage.Upper => MagnitudeCut.UpperValues * _cuts.Length,
        Stage.Lower => MagnitudeCut.LowerValues * _cuts.Length,
        _ => 0,
    };

    public override IReadOnlyDictionary<string, double> Facts
    {
        get
        {
            var facts = new Dictionary<string, double>();
            foreach (var model in Thinned)
            {
                if (_cuts[model] is { } cut)
                    facts[FormattableString.Invariant($"edge_{model}")] = cut.Edge;
                if (_scales[model] != 1)
                    facts[FormattableString.Invariant($"rescale_{model}")] = _scales[model];
            }

            return facts;
        }
    }

    private IEnumerable<int> Thinned => Enumerable.Range(0, _cuts.Length)
        .Where(model => _weights[model] != 0 && (_cuts[model] is not null || (_vectors.Masks is not null && _vectors.Densities[model] < 1)));

    public override bool Reads(int input) => input == 0 || _weights[input - 1] != 0;

    public override double[] BeginChunk(int chunk) => [.. _cuts.Select(cut => (double)(cut?.TiesBefore(chunk) ?? 0))];

    public override void Look(long first, double[][] inputs, int count, Span<double> sums, Span<long> tallies, Span<double> carried)
    {
        Differences.Subtract(inputs, count);
        foreach (var model in Thinned)
        {
            var values = inputs[model + 1].AsSpan(0, count);
            var share = _cuts.Length == 0 ? 0 : tallies.Length / _cuts.Length;
            switch (_stage)
            {
                case Stage.Upper:
                    MagnitudeCut.TallyUpper(values, tallies.Slice(model * share, share));
                    break;
                case Stage.Lower:
                    _cuts[model]!.TallyLower(values, tallies.Slice(model * share, share));
                    break;
                case Stage.Ties:
                    sums[2 * model] += _cuts[model]!.CountTies(values);
                    break;
                default:
                    sums[2 * model] += Sums.OfMagnitudes(values);
                    Thin(model, first, values, carried);
                    sums[(2 * model) + 1] += Sums.OfMagnitudes(values);
                    break;
            }
        }
    }

    public override void Conclude(IReadOnlyList<double[]> chunks, long[] tallies)
    {
        foreach (var model in Thinned)
        {
            var share = tallies.AsSpan(model * (tallies.Length / _cuts.Length), tallies.Length / _cuts.Length);
            if (_stage == Stage.Upper)
                _cuts[model]!.FindUpper(share);
            else if (_stage == Stage.Lower)
                _cuts[model]!.FindEdge(share);
            else if (_stage == Stage.Ties)
                _cuts[model]!.PlaceTies(chunks.Select(sums => (long)sums[2 * model]));
            else
                _scales[model] = ScaleOf(Total(chunks, SumCount).AsSpan(2 * model, 2));
        }

        _stage = _stage switch
        {
            Stage.Upper => Stage.Lower,
            Stage.Lower when _cuts.Any(cut => cut is { TiesDecide: true }) => Stage.Ties,
            Stage.Lower or Stage.Ties when _vectors.Rescale => Stage.Survivors,
            _ => Stage.Done,
        };
    }

    public override void Write(long first, double[][] inputs, int count, double[] output, Span<double> carried)
    {
        var origin = inputs[0];
        for (var model = 0; model < _cuts.Length; model++)
        {
            var values = inputs[model + 1].AsSpan(0, count);
            if (_weights[model] == 0)
            {
                values.Clear();
                continue;
            }

            TensorPrimitives.Subtract(values, origin.AsSpan(0, count), values);
            if (!TensorPrimitives.IsFiniteAll<double>(values)) // thinning and voting would hide it
                throw new InvalidDataException($"input {model + 1} or its base holds numbers that are not finite");
            Thin(model, first, values, carried);
            TensorPrimitives.Multiply(values, _scales[model], values);
            TensorPrimitives.Multiply(values, _weights[model], values);
        }

        if (_vectors.Consensus)
            SignConsensus.Sum(inputs.AsSpan(1), count, _weights, _vectors.Normalize, output);
        else
            SumAll(inputs, count, output);
        TensorPrimitives.MultiplyAdd(output.AsSpan(0, count), _vectors.Lambda, origin.AsSpan(0, count), output);
    }

    private static MagnitudeCut? CutOf(double density, long elements)
    {
        if (density >= 1 || elements == 0)
            return null;
        var kept = (long)(density * elements);
        return kept > 0 ? new(kept) : throw new ArgumentException($"a density of {Numbers.Text(density)} keeps none of its {elements} numbers");
    }

    private static double ScaleOf(ReadOnlySpan<double> beforeAndAfter) =>
        beforeAndAfter[0] < SmallestSum || beforeAndAfter[1] < SmallestSum ? 1 : beforeAndAfter[0] / beforeAndAfter[1];

    private void Thin(int model, long first, Span<double> values, Span<double> carried)
    {
        if (_cuts[model] is { } cut)
            cut.Trim(values, ref carried[model]);
        else if (_vectors.Masks is { } masks && _vectors.Densities[model] < 1)
            masks[model].Drop(first, values);
    }

    private void SumAll(double[][] inputs, int count, double[] output)
    {
        var sum = output.AsSpan(0, count);
        inputs[1].AsSpan(0, count).CopyTo(sum);
        foreach (var values in inputs.AsSpan(2))
            TensorPrimitives.Add(sum, values.AsSpan(0, count), sum);

        var divisor = _weights.Sum();
        if (_vectors.Normalize && Math.Abs(divisor) >= SmallestDivisor)
            TensorPrimitives.Divide(sum, divisor, sum);
    }
}
