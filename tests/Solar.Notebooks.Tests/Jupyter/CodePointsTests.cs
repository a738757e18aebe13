using Solar.Notebooks.Jupyter;

namespace Solar.Notebooks.Tests.Jupyter;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("\U0001F600.x", 1, 2)]
    [InlineData("a\U0001F600\U0001F600b", 3, 5)]
    [InlineData("\uD83Dx", 1, 1)] // half a pair counts as one
    [InlineData("abc", 99, 3)]
    [InlineData("abc", -1, 0)]
    public void A_position_in_code_points_has_a_position_in_utf16(string text, int codePoints, int utf16) => Assert.Equal(utf16, CodePoints.ToUtf16(text, codePoints));

    [Theory]
    [InlineData("a\U0001F600\U0001F600b", 5, 3)]
    [InlineData("\U0001F600", 2, 1)]
    [InlineData("", 4, 0)]
    public void And_back(string text, int utf16, int codePoints) => Assert.Equal(codePoints, CodePoints.FromUtf16(text, utf16));
}
