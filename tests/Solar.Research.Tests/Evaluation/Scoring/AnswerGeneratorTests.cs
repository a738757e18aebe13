using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Scoring;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Tests.Evaluation.Scoring;

public sealed class AnswerGeneratorTests
{
    private static readonly EvaluationRecipe Recipe = new() { MaxNewTokens = 30 };

    // Behind ":" one token of " #### 42 the" after the other, and the last again and again.
    [Fact]
    public void A_model_that_knows_the_answer_is_right_and_stops_when_it_stands()
    {
        int[] tokens = [.. ChainDecoder.Tokenizer.EncodeToIds("Answer: #### 42 the").Skip(ChainDecoder.Tokenizer.EncodeToIds("Answer:").Count)];
        Assert.True(tokens.Distinct().Count() == tokens.Length, string.Join(' ', tokens.Select(token => ChainDecoder.Tokenizer.Pieces[token].Text)));
        using var decoder = ChainDecoder.Make([(ChainDecoder.Id(":"), tokens[0]), .. tokens.Zip([.. tokens.Skip(1), tokens[^1]])]);
        var answer = new AnswerGenerator(decoder, ChainDecoder.Tokenizer, Recipe).Answer([Problem("#### 42"), Problem("#### 43")]);
        Assert.All(answer, text => Assert.StartsWith("#### 42", text, StringComparison.Ordinal));
        Assert.All(answer, text => Assert.InRange(text.Length, "#### 42 ".Length - 1, "#### 42 the".Length));
        Assert.Equal(1, Problem("#### 42").Document.Score(new([], answer[0])).Metrics["acc"]);
        Assert.Equal(0, Problem("#### 43").Document.Score(new([], answer[1])).Metrics["acc"]);
    }

    [Fact]
    public void A_stop_text_and_what_follows_it_are_no_part_of_an_answer()
    {
        using var decoder = ChainDecoder.Make(Chain(":", "a", "b", "7", ":"));
        Assert.Equal(["ab7"], new AnswerGenerator(decoder, ChainDecoder.Tokenizer, Recipe).Answer([Problem("#### 1")]));
    }

    [Fact]
    public void The_end_token_ends_an_answer()
    {
        using var decoder = ChainDecoder.Make(Chain(":", "a", "</s>"));
        Assert.Equal(["a"], new AnswerGenerator(decoder, ChainDecoder.Tokenizer, Recipe).Answer([Problem("#### 1")]));
    }

    [Fact]
    public void An_answer_that_never_ends_has_as_many_tokens_as_are_allowed()
    {
        using var decoder = ChainDecoder.Make(Chain(":", "a", "a"));
        Assert.Equal([new string('a', 30)], new AnswerGenerator(decoder, ChainDecoder.Tokenizer, Recipe).Answer([Problem("#### 1")]));
        var error = Assert.Throws<ArgumentException>(() => new AnswerGenerator(decoder, ChainDecoder.Tokenizer, Recipe with { MaxNewTokens = 128 }).Answer([Problem("#### 1")]));
        Assert.Contains("the model reads 128 in all", error.Message, StringComparison.Ordinal);
    }

    // A prompt of 300 tokens for 128 positions: what is left of it still ends in ":".
    [Fact]
    public void A_prompt_that_is_too_long_loses_its_beginning()
    {
        using var decoder = ChainDecoder.Make(Chain(":", "a", "</s>"));
        var document = Problem("#### 1");
        var longer = document with { Context = string.Concat(Enumerable.Repeat("the ", 300)) + document.Context };
        Assert.Equal(["a", "a"], new AnswerGenerator(decoder, ChainDecoder.Tokenizer, Recipe).Answer([document, longer]));
    }

    // "Answer:" + " ab" is "▁ab" or " a" and "b" as the tokenizer has it: each token that the chain expects counts as expected.
    [Fact]
    public void The_likelihood_of_a_choice_worked_by_hand()
    {
        int[] tokens = [.. ChainDecoder.Tokenizer.EncodeToIds("Answer: the 7").Skip(ChainDecoder.Tokenizer.EncodeToIds("Answer:").Count)];
        Assert.True(tokens.Length > 1);
        using var decoder = ChainDecoder.Make([(ChainDecoder.Id(":"), tokens[0]), .. tokens.Zip(tokens.Skip(1))]);
        var choices = new ChoiceDocument { Row = 0, Text = "Answer:", Choices = ["the 7", "7"], Gold = 0 };
        var document = new PromptedDocument(BenchmarkTask.Named("arc"), "", choices, choices.Text, choices.Requests(choices.Text));

        var found = new LikelihoodScorer(decoder, ChainDecoder.Tokenizer).Score([document])[0];
        var (expected, _) = ChainDecoder.LogProbabilities();
        Close.Assert(tokens.Length * expected, found[0], Tolerance.Forward);
        Assert.True(found[1] < found[0] / tokens.Length);
        Assert.Equal(1, choices.Score(new(found)).Metrics["acc"]);
    }

    private static PromptedDocument Problem(string solution)
    {
        var document = new WordProblemDocument { Row = 0, Text = "Question: 7\nAnswer:", Solution = solution };
        return new(BenchmarkTask.Named("gsm8k"), "", document, document.Text, document.Requests(document.Text));
    }

    private static IEnumerable<(int, int)> Chain(params string[] pieces) => pieces.Zip(pieces.Skip(1), (one, next) => (ChainDecoder.Id(one), ChainDecoder.Id(next)));
}
