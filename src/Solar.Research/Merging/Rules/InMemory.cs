namespace Solar.Research.Merging.Rules;

/// <summary>Runs a rule over lists in memory, as one chunk.</summary>
internal static class InMemory
{
    public static double[] Run(MergeRule rule, IReadOnlyList<double[]> inputs)
    {
        var size = Singles.SizeOf(inputs);
        while (rule.WantsLook)
        {
            var (sums, tallies, carried) = (new double[rule.SumCount], new long[rule.TallyCount], rule.BeginChunk(0));
            foreach (var (first, block) in Blocks(rule, inputs, size))
                rule.Look(first, block, block[0].Length, sums, tallies, carried);
            rule.Conclude([sums], tallies);
        }

        var result = new double[size];
        var state = rule.BeginChunk(0);
        foreach (var (first, block) in Blocks(rule, inputs, size))
        {
            var output = new double[block[0].Length];
            rule.Write(first, block, output.Length, output, state);
            output.CopyTo(result, first);
        }

        return result;
    }

    // Copies, because a rule works in what it is given.
    private static IEnumerable<(int First, double[][] Block)> Blocks(MergeRule rule, IReadOnlyList<double[]> inputs, int size)
    {
        var step = rule.RowLength ?? Math.Max(1, size);
        for (var first = 0; first < size; first += step)
            yield return (first, [.. inputs.Select(input => input[first..Math.Min(size, first + step)])]);
    }
}
