using Solar.Research.Contamination;

namespace Solar.Research.Tests.Contamination;

public sealed class NGramOverlapTests
{
    // "a b c d e" has the 3-grams abc, bcd, cde; the second row holds two of them, the first one.
    [Fact]
    public void Each_text_has_the_share_of_its_n_grams_that_one_training_row_holds()
    {
        var overlap = NGramOverlap.Between(
            [new("t:1", "A b, c d e."), new("t:2", "x y z"), new("t:3", "nothing of this is there")],
            [("u:1", "so a b c it is"), ("u:2", "b c d e"), ("u:3", "say: X, Y - Z!")],
            n: 3);

        Assert.Equal([new("t:1", 2.0 / 3, "u:2"), new("t:2", 1, "u:3"), new("t:3", 0, null)], overlap.Texts);
        Assert.Equal((3, 3, 2.0 / 3), (overlap.N, overlap.Trained, overlap.Touched.Share));
        Close.Assert((2.0 / 3 + 1) / 3, overlap.MeanShare, Tolerance.Float64);
    }

    [Fact]
    public void Thirteen_words_in_a_row_touch_a_text_and_twelve_do_not()
    {
        var words = Enumerable.Range(0, 20).Select(i => $"w{i}").ToArray();
        BenchmarkText[] text = [new("t:1", string.Join(' ', words))];
        Assert.Equal(1, NGramOverlap.Between(text, [("u:1", "but " + string.Join(' ', words[3..16]))]).Touched.Share);
        Assert.Equal(0, NGramOverlap.Between(text, [("u:1", "but " + string.Join(' ', words[3..15]))]).Touched.Share);
    }
}
