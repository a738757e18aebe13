using Solar.Research.Experiments.Instruct;
using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots;

public sealed class MergePathFigureTests
{
    [Fact]
    public void The_candidates_are_the_ends_of_the_way()
    {
        var figure = MergePathFigure.Of(Summary());

        // Means of two seeds: Cand. 2 has 20 and 22, Cand. 1 has 30 and 32, Merge v1 has 40 and 42, Merge v4 has 50 and 52.
        Assert.Equal("Half way between 21.0 and 31.0 of H6, the average has 41.0, SLERP 51.0", figure.Title);
        Assert.Contains("average from 21 to 31 (5 points)", figure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_merge_is_named()
    {
        var summary = Summary();
        summary = summary with { Models = [.. summary.Models.Where(model => model.Name != ModelName.MergeV2)] };

        Assert.Contains("no Merge v2", Assert.Throws<ArgumentException>(() => MergePathFigure.Of(summary)).Message, StringComparison.Ordinal);
    }

    private static TableSummary Summary() => new()
    {
        Scale = "smoke",
        Title = "merging",
        Finding = "",
        Seeds = [1, 2],
        Models =
        [
            Model(ModelName.Candidate2, 20), Model(ModelName.Candidate1, 30), Model(ModelName.MergeV1, 40),
            Model(ModelName.MergeV2, 41), Model(ModelName.MergeV3, 42), Model(ModelName.MergeV4, 50),
        ],
        Claims = [],
    };

    private static ModelSummary Model(string name, double h6) => new(name, ModelName.TitleOf(name), [h6, h6 + 2], new Dictionary<string, double>(), null, null);
}
