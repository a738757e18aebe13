using Solar.Research.Data.Overlap;
using Solar.Research.Tests.Display;

namespace Solar.Research.Tests.Data.Overlap;

public sealed class NearCopiesTests
{
    private const string Question = "Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. How many clips did Natalia sell altogether in April and May?";

    [Theory]
    [InlineData(Question, true)]
    [InlineData("NATALIA sold clips to 48 of her friends in April and then she sold half as many clips in May;\n\thow many clips did Natalia sell altogether in April and May", true)]
    [InlineData("Q: " + Question + " A: 48 + 24 = 72", false)]
    public void A_copy_is_found_whatever_stands_between_or_around_its_words(string training, bool wordForWord)
    {
        var copies = NearCopies.Between([("gsm8k:1", Question)], [("other", "Something else."), ("row 2", training)]);

        Assert.Equal(new NearCopy("gsm8k:1", "row 2", 1, wordForWord), Assert.Single(copies.Found));
        Assert.Equal((1, 2), (copies.Evaluated, copies.Trained));
    }

    [Fact]
    public void One_word_changed_near_the_end_is_a_near_copy()
    {
        // 31 words have 24 8-grams; the changed word is the third from the end and touches the last three of them.
        var copies = NearCopies.Between([("gsm8k:1", Question)], [("row", Question.Replace("April and May?", "March and May?", StringComparison.Ordinal))]);
        Assert.Equal(new NearCopy("gsm8k:1", "row", 21 / 24.0, Exact: false), Assert.Single(copies.Found));
    }

    [Fact]
    public void Another_question_of_the_same_kind_is_no_copy() =>
        Assert.Empty(NearCopies.Between([("gsm8k:1", Question)], [("row", "Natalia sold 48 eggs to her friends. How many eggs did she sell in May, if she sold half as many as in April?")]).Found);

    [Fact]
    public void The_best_of_several_training_rows_is_named()
    {
        var copies = NearCopies.Between(
            [("q", "one two three four")],
            [("most", "one two three four five"), ("whole", "One, two, three, four."), ("again", "one two three four")],
            n: 2,
            threshold: 0.5);
        Assert.Equal(new NearCopy("q", "whole", 1, Exact: true), Assert.Single(copies.Found));
    }

    [Fact]
    public void Two_evaluation_rows_of_one_name_are_refused() =>
        Assert.Contains("'q'", Assert.Throws<ArgumentException>(() => NearCopies.Between([("q", "a"), ("q", "b")], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_notebook_shows_what_was_found()
    {
        var copies = NearCopies.Between([("q", "one two three"), ("p", "nothing of this kind")], [("row 7", "one two three")]);
        Assert.Contains("<td align=\"left\" style=\"text-align:left\">row 7</td>", Shown.Of(copies)["text/html"], StringComparison.Ordinal);
        Assert.Equal("1 of 2 evaluation rows have a copy or near-copy (80 % of their 8-grams) among 1 training rows.\n  q: the same as row 7\n", Shown.Of(copies)["text/plain"]);
    }
}
