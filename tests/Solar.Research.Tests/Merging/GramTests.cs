using Solar.Research.Merging;

namespace Solar.Research.Tests.Merging;

public sealed class GramTests
{
    [Fact]
    public void Products_by_hand_whichever_way_they_are_asked_for()
    {
        var gram = Gram.Of([1.0, 2, 3], [4.0, -5, 6], [0.0, 0, 2]);
        Assert.Equal((14, 12, 6, 77, 12, 4), (gram[0, 0], gram[0, 1], gram[2, 0], gram[1, 1], gram[1, 2], gram[2, 2]));
        Assert.Equal(12, gram[1, 0]);
        Assert.Equal(Math.Sqrt(14), gram.Norm(0));
        Assert.Equal(14 + 12 + 12 + 77, gram.NormOf([1, 1, 0]) * gram.NormOf([1, 1, 0]), precision: 10);
        Assert.Equal(14 - 6, gram.DotWith(0, [1, 0, -1]));
    }

    // A single-precision sum of this many squares would be off in the fourth digit.
    [Fact]
    public void A_long_sum_keeps_its_digits()
    {
        var tenth = Enumerable.Repeat(0.1, 3_000_001).ToArray();
        Close.Assert(30_000.01, Gram.Of(tenth)[0, 0], Tolerance.Float64);
    }
}
