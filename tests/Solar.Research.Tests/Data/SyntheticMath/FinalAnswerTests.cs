using Solar.Research.Data.SyntheticMath;

namespace Solar.Research.Tests.Data.SyntheticMath;

public sealed class FinalAnswerTests
{
    [Theory]
    [InlineData(@"So $x = \boxed{5}$.", "5")]
    [InlineData(@"First \boxed{1}, then \boxed{\frac{1}{2}}.", @"\frac{1}{2}")]
    [InlineData(@"$\boxed{\left\{ x : \frac{a}{b} \right\}}$ is it", @"\left\{ x : \frac{a}{b} \right\}")]
    [InlineData(@"\fbox{7}", "7")]
    [InlineData(@"\boxed {8}", "8")]
    [InlineData(@"so $\boxed 9$ it is", "9")]
    [InlineData(@"\boxed{3} and The answer is: 4", "3")]
    [InlineData("2 + 3 = <<2+3=5>>5\n#### 5", "5")]
    [InlineData("#### 4\n#### 1,234\n", "1,234")]
    [InlineData("Thus.\nThe answer is: 12.", "12.")]
    [InlineData("Therefore, the final answer is 12", "12")]
    [InlineData(@"cut off \boxed{\frac{1}{2}", null)]
    [InlineData("no answer", null)]
    [InlineData("The answer is:", null)]
    public void The_final_answer_is_the_last_one_marked(string solution, string? expected) => Assert.Equal(expected, FinalAnswer.Of(solution));

    // The cases of hendrycks/math@5f3bf91, modeling/math_equivalence_test.py.
    [Theory]
    [InlineData(@"\tfrac{1}{2} + \frac1{72}", @"\\frac{1}{2} + 2/3", false)]
    [InlineData("10, 4, -2", "4, 10, -2", false)]
    [InlineData(@"\tfrac{1}{2} +\! \frac1{72}", @"\\dfrac{1}{2} +\frac{1}{72}", true)]
    [InlineData(@"10\text{ units}", "10 ", true)]
    [InlineData(@"10\text{ units}", "100 ", false)]
    [InlineData("10", @"\$10", true)]
    [InlineData(@"\left(x-2\right)\left(x+2\right)", "(x-2)(x+2)", true)]
    [InlineData("0.1, 4, 2", "4, .1, 2", false)]
    [InlineData("0.1", ".1", true)]
    [InlineData(@"10\%", "10", true)]
    [InlineData(@"10\sqrt{3} + \sqrt4", @"10\sqrt3 + \sqrt{4}", true)]
    [InlineData(@"\frac34i", @"\frac{3}{4}i", true)]
    [InlineData(@"\tfrac83", @"\frac{8}{3}", true)]
    [InlineData("5x - 7y + 11z + 4 = 0", "x + y - z + 2 = 0", false)]
    [InlineData("1/2", @"\frac{1}{2}", true)]
    public void Answers_are_the_same_when_MATHs_own_tests_say_so(string one, string other, bool same)
    {
        Assert.Equal(same, FinalAnswer.Same(one, other));
        Assert.Equal(same, FinalAnswer.Same(other, one));
    }

    // What models write beyond that.
    [Theory]
    [InlineData("$12$.", "12", true)]
    [InlineData("1,234,567", "1234567", true)]
    [InlineData("1,234.5", "1234.5", true)]
    [InlineData("(1,200)", "(1200)", false)] // a point of the plane, perhaps
    [InlineData("1,23", "123", false)]
    [InlineData("1,2,3", "123", false)]
    [InlineData("x = 5", "5", true)]
    [InlineData("0.5", @"\dfrac12", true)]
    [InlineData("07/2", @"\frac{7}{2}", false)]
    [InlineData(@"\frac", @"\frac{1}{2}", false)]
    [InlineData("", "", true)]
    [InlineData("-3", "3", false)]
    public void Answers_of_models_are_tidied_first(string one, string other, bool same) => Assert.Equal(same, FinalAnswer.Same(one, other));
}
