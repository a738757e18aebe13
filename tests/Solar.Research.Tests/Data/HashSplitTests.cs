using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

public class HashSplitTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 2000).Select(i => $"text {i}")];

    [Fact]
    public void The_two_sides_hold_everything_once_in_the_order_given()
    {
        var split = HashSplit.Of(Texts, 0.1);

        Assert.Equal(Texts.Order(), split.Training.Concat(split.Validation).Order());
        Assert.Equal(split.Validation, Texts.Where(text => split.Validation.Contains(text)));
        // 200 expected of 2000; five standard deviations are 5·√(2000·0.1·0.9) = 67.
        Assert.InRange(split.Validation.Count, 133, 267);
    }

    [Fact]
    public void More_texts_move_none_across()
    {
        var few = HashSplit.Of(Texts.Take(500), 0.1);
        var all = HashSplit.Of(Texts.Reverse(), 0.1);

        Assert.Empty(few.Validation.Except(all.Validation));
        Assert.Empty(few.Training.Except(all.Training));
    }

    [Fact]
    public void A_repeated_text_stands_on_one_side_only()
    {
        var split = HashSplit.Of(Texts.Concat(Texts), 0.5);

        Assert.Empty(split.Training.Intersect(split.Validation));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_outside_its_range_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HashSplit.IsValidation("text", share));
}
