using Solar.Research.Plots.Layout;

namespace Solar.Research.Tests.Plots.Layout;

public sealed class TextWidthTests
{
    [Fact]
    public void A_sign_goes_to_the_next_line_with_the_word_before_it()
    {
        // "84 %" is as wide as "84", a blank and "%": 64 + 64 + 32 + 95 hundredths of the size.
        const string Words = "flagged on 84 %";
        var tooNarrow = TextWidth.Of(Words, size: 10) - 1;

        Assert.Equal(["flagged on", "84 %"], TextWidth.Wrap(Words, tooNarrow, size: 10));
        Assert.Equal([Words], TextWidth.Wrap(Words, tooNarrow + 1, size: 10));
    }
}
