using Solar.Research.Evaluation;

namespace Solar.Research.Tests.Evaluation;

public sealed class StandardErrorTests
{
    // 1, 0, 1, 1: mean 3/4, squares (1 + 9 + 1 + 1)/16 = 3/4, ÷ 3 = 1/4, √ = 1/2, ÷ √4 = 1/4
    [Fact]
    public void Of_four_answers_worked_by_hand()
    {
        Assert.Equal(0.25, StandardError.OfMean([1, 0, 1, 1]));
        Assert.Null(StandardError.OfMean([1]));

        // Of two such groups: √(1/16 + 1/16) ÷ 2 = √2/8
        Close.Assert(Math.Sqrt(2) / 8, StandardError.OfMeans([[1, 0, 1, 1], [0, 1, 0, 0]])!.Value, Tolerance.Float64);
        Assert.Null(StandardError.OfMeans([[1, 0], [1]]));
    }

    // The bootstrap of a mean has the standard deviation √(mean square deviation ÷ n), here √(3/16 ÷ 4) = 0.21651; of 20,000 samples
    // it is known to 0.5 %.
    [Fact]
    public void Resampling_gives_the_spread_of_means_and_the_same_every_time()
    {
        var means = StandardError.Resampled([[1, 0, 1, 1]], 20_000, seed: 3, stream: 0);
        Close.Assert(Math.Sqrt(3) / 8, StandardError.OfResampled(means)!.Value, Tolerance.Resampled);
        Close.Assert(0.75, means.Average(), Tolerance.Resampled);
        Assert.Equal(means, StandardError.Resampled([[1, 0, 1, 1]], 20_000, seed: 3, stream: 0));
        Assert.NotEqual(means, StandardError.Resampled([[1, 0, 1, 1]], 20_000, seed: 3, stream: 1));
    }
}
