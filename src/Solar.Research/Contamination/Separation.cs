namespace Solar.Research.Contamination;

/// <summary>How well a score tells texts that were learned from texts that were not.</summary>
/// <remarks>As <c>sweep</c> and <c>do_plot</c> of swj0419/detect-pretrain-code@a5048f9, src/eval.py: the lower a score, the rather a member.</remarks>
/// <param name="Auc">The area under the ROC curve: the chance that a member scores below a non-member, ties counted half.</param>
/// <param name="TruePositivesAt5Percent">The share of members found at the last threshold where fewer than 5% of the others are.</param>
public sealed record Separation(double Auc, double TruePositivesAt5Percent)
{
    /// <param name="members">Scores of texts that were learned.</param>
    /// <param name="others">Scores of texts that were not.</param>
    /// <exception cref="ArgumentException">One side is empty, or a score is no number.</exception>
    public static Separation Of(IReadOnlyCollection<double> members, IReadOnlyCollection<double> others)
    {
        if (members.Count == 0 || others.Count == 0)
            throw new ArgumentException($"{members.Count} members and {others.Count} others: there must be some of both.");
        if (members.Concat(others).Any(double.IsNaN))
            throw new ArgumentException("A score is not a number; the texts are too short for it.");

        // Both kinds at one score move together: a threshold cannot part them.
        var (area, members5, seen, false0) = (0.0, 0, 0, 0);
        foreach (var tie in members.Select(score => (Score: score, Member: true)).Concat(others.Select(score => (Score: score, Member: false)))
            .GroupBy(item => item.Score).OrderBy(group => group.Key))
        {
            var (of, not) = (tie.Count(item => item.Member), tie.Count(item => !item.Member));
            area += (double)not * (seen + (of / 2.0));
            (seen, false0) = (seen + of, false0 + not);
            if (false0 < 0.05 * others.Count)
                members5 = seen;
        }

        return new(area / ((double)members.Count * others.Count), (double)members5 / members.Count);
    }
}
