using System.Text.Json.Nodes;
using Solar.Research.Contamination;

namespace Solar.Research.Tests.Contamination;

public sealed class MembershipScoresTests
{
    // Of ten log-probabilities 30% are three: the least are −9, −7 and −5, their mean −7.
    [Fact]
    public void Min_k_is_minus_the_mean_of_the_least_log_probabilities()
    {
        double[] logProbs = [-1, -9, -2, -5, -0.5, -7, -3, -1, -2, -0.1];
        Close.Assert(7, MembershipScores.MinKOf(logProbs, 0.3), Tolerance.Exact);
        Close.Assert(9, MembershipScores.MinKOf(logProbs, 0.1), Tolerance.Exact);
        Assert.True(double.IsNaN(MembershipScores.MinKOf(logProbs, 0.05)));
    }

    [Fact]
    public void All_scores_are_those_of_the_published_formulas_in_numpy()
    {
        var reference = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/Contamination/References/membership_reference.json")))!;
        var text = (string)reference["text"]!;
        var cases = reference["cases"]!.AsArray();
        Assert.Equal(6, cases.Count);
        foreach (var it in cases)
        {
            double[] Numbers(string name) => [.. it![name]!.AsArray().Select(value => value is null ? double.NaN : (double)value)];
            var scores = MembershipScores.From(Numbers("own"), Numbers("lower"), Numbers("reference"), text);

            Close.Assert((double)it!["perplexity"]!, scores.Perplexity, Tolerance.Float64);
            Close.Assert((double)it["beyond_reference"]!, scores.BeyondReference!.Value, Tolerance.Float64);
            Close.Assert((double)it["lower_case"]!, scores.LowerCase, Tolerance.Float64);
            Close.Assert(Numbers("min_k"), scores.MinK, Tolerance.Float64);
            // Another compressor: the length is near, not equal.
            Assert.InRange(scores.MeanNll / scores.Zlib, (int)reference["zlib_length"]! - 8, (int)reference["zlib_length"]! + 8);
        }
    }

    // Members 1, 2, 4; others 2, 3, 5. Of nine pairs the member is lower in 1<2, 1<3, 1<5, 2<3, 2<5, 4<5, and 2 = 2 is half: 6.5/9.
    // Below the lowest other stands one member of three.
    [Fact]
    public void The_area_counts_pairs_that_stand_in_the_right_order()
    {
        var separation = Separation.Of([4, 1, 2], [5, 2, 3]);
        Close.Assert([6.5 / 9, 1.0 / 3], [separation.Auc, separation.TruePositivesAt5Percent], Tolerance.Float64);
        Assert.Equal(new(1, 1), Separation.Of([1, 2], [3, 4]));
        Assert.Equal(new(0, 0), Separation.Of([3, 4], [1, 2]));
        Assert.Equal(0.5, Separation.Of([1, 1, 1], [1, 1]).Auc);
    }
}
