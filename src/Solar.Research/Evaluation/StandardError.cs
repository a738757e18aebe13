using Solar.Research.Data;

namespace Solar.Research.Evaluation;

/// <summary>How far a mean of answers may be from that of another draw of questions.</summary>
public static class StandardError
{
    /// <summary>The standard deviation of a sample over √n, as the harness reports it; null of fewer than two values.</summary>
    public static double? OfMean(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) / Math.Sqrt(values.Count);
    }

    /// <summary>The same of an unweighted mean of means.</summary>
    public static double? OfMeans(IReadOnlyList<IReadOnlyList<double>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var errors = groups.Select(OfMean).ToArray();
        return errors.Any(error => error is null) ? null : Math.Sqrt(errors.Sum(error => error!.Value * error.Value)) / groups.Count;
    }

    /// <summary>An unweighted mean of means of resampled answers, again and again: each group keeps its size.</summary>
    /// <param name="groups">The values of each group.</param>
    /// <param name="samples">How often.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="stream">Tells tasks of one seed apart.</param>
    public static double[] Resampled(IReadOnlyList<IReadOnlyList<double>> groups, int samples, long seed, long stream)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var random = new SplitMix64(seed, stream);
        var means = new double[samples];
        for (var i = 0; i < samples; i++)
        {
            foreach (var group in groups)
            {
                var sum = 0.0;
                for (var n = 0; n < group.Count; n++)
                    sum += group[random.Below(group.Count)];
                means[i] += sum / group.Count / groups.Count;
            }
        }

        return means;
    }

    /// <summary>The standard deviation of resampled means; null of fewer than two.</summary>
    public static double? OfResampled(IReadOnlyList<double> means)
    {
        ArgumentNullException.ThrowIfNull(means);
        return OfMean(means) * Math.Sqrt(means.Count);
    }
}
