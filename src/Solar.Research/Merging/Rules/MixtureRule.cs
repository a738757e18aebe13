namespace Solar.Research.Merging.Rules;

/// <summary>One mixture for the whole tensor, given beforehand or found from the inner products of the inputs.</summary>
internal sealed class MixtureRule : MergeRule
{
    private readonly int _vectors;
    private readonly bool _fromBase;
    private readonly Func<Gram, Mixture>? _mix;
    private Mixture? _mixture;

    /// <summary>A mixture that is known.</summary>
    public MixtureRule(Mixture mixture) => _mixture = mixture;

    /// <summary>A mixture that is found.</summary>
    /// <param name="inputs">How many there are.</param>
    /// <param name="mix">From the products of the inputs; or, with a base, from those of the differences from the first of them.</param>
    /// <param name="fromBase">Whether the first input is a base.</param>
    public MixtureRule(int inputs, Func<Gram, Mixture> mix, bool fromBase = false) =>
        (_vectors, _mix, _fromBase) = (fromBase ? inputs - 1 : inputs, mix, fromBase);

    public override bool WantsLook => _mixture is null;

    public override int SumCount => Gram.SizeFor(_vectors);

    public override int? CopyOf => _mixture?.CopyOf;

    public override IReadOnlyDictionary<string, double> Facts => _mixture!.Facts;

    public override bool Reads(int input) => _mixture is null || _mixture.Coefficients[input] != 0;

    public override void Look(long first, double[][] inputs, int count, Span<double> sums, Span<long> tallies, Span<double> carried)
    {
        if (_fromBase)
            Differences.Subtract(inputs, count);
        Gram.Add(sums, _fromBase ? new ArraySegment<double[]>(inputs, 1, _vectors) : inputs, count);
    }

    public override void Conclude(IReadOnlyList<double[]> chunks, long[] tallies) =>
        _mixture = Differences.Mix(_mix!, new(_vectors, Total(chunks, SumCount)), _fromBase);

    public override void Write(long first, double[][] inputs, int count, double[] output, Span<double> carried) =>
        _mixture!.Write(inputs, count, output);
}
