using System.Text;
using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Evaluation.Tasks;

/// <summary>
/// The prompts of every task, from the rows of <see cref="TinyBench"/>. The expected file was written by the harness's own code at b281b092
/// from the same rows: <c>Evaluation/References/make_prompts.py</c>.
/// </summary>
public sealed class PromptTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    [Theory]
    [InlineData("arc", 0)]
    [InlineData("arc", 2)]
    [InlineData("hellaswag", 0)]
    [InlineData("hellaswag", 1)]
    [InlineData("mmlu", 0)]
    [InlineData("mmlu", 2)]
    [InlineData("truthfulqa", 0)]
    [InlineData("winogrande", 0)]
    [InlineData("winogrande", 2)]
    [InlineData("gsm8k", 0)]
    [InlineData("gsm8k", 2)]
    public void Prompts_are_those_of_the_harness(string task, int shots)
    {
        var prompts = new BenchmarkFolder(TinyBench.Write(scratch.Root)).Prompts(BenchmarkTask.Named(task), new EvaluationRecipe { Shots = shots });
        var written = new StringBuilder();
        foreach (var request in prompts.SelectMany(prompt => prompt.Requests))
            written.Append("────\n").Append(request.Context).Append('⏎').Append(request.Continuation ?? "(until : | Question: | Question)").Append('\n');

        var golden = File.ReadAllText(Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Evaluation", "References", $"{task}-{shots}.txt"));
        Assert.Equal(golden, written.ToString());
    }

    // 2 of "1,010": the comma goes, and 1010 is a text.
    [Theory]
    [InlineData("so\n#### 1010", 1)]
    [InlineData("#### 1,010 and more", 1)]
    [InlineData("#### 1010.", 0)]
    [InlineData("#### 1010.0", 0)]
    [InlineData("1010", 0)]
    [InlineData("#### -1010", 0)]
    [InlineData("#### 7\n#### 1010", 0)] // the first one counts
    public void A_word_problem_is_solved_when_the_texts_are_equal(string text, double expected) =>
        Assert.Equal(expected, new WordProblemDocument { Row = 0, Text = "", Solution = "#### 1,010" }.Score(new([], text)).Metrics["acc"]);

    [Fact]
    public void An_answer_is_cut_at_each_stop_text_in_turn() =>
        Assert.Equal("one ", WordProblemDocument.Cut("one Question two: three", WordProblemDocument.Stops));

    // ln-likelihoods −4 and −5 over 1 and 2 characters: the first is likelier, the second is likelier a character.
    [Fact]
    public void The_normalised_score_counts_characters_not_UTF16_units()
    {
        var document = new ChoiceDocument { Row = 0, Text = "", Choices = ["a", "😀b"], Gold = 1 };
        var metrics = document.Score(new([-4, -5])).Metrics;
        Assert.Equal((0, 1), (metrics["acc"], metrics["acc_norm"]));

        // −5 ÷ 2 = −2.5 does not beat −2.4; were 😀 two characters, −5 ÷ 3 would.
        var near = new ChoiceDocument { Row = 0, Text = "", Choices = ["a", "😀b"], Gold = 0 };
        Assert.Equal(1, near.Score(new([-2.4, -5])).Metrics["acc_norm"]);
    }

    // Of exp(−1), exp(−2) | exp(−3): (0.36788 + 0.13534) ÷ 0.55300 = 0.90997
    [Fact]
    public void The_share_of_true_answers_worked_by_hand()
    {
        var document = new TruthDocument { Row = 0, Text = "", SingleTrue = ["t", "f"], MultiTrue = ["t", "u", "f"], TrueCount = 2 };
        var metrics = document.Score(new([-1, -3, -1, -2, -3])).Metrics;
        Assert.Equal(1, metrics["mc1"]);
        Close.Assert(0.9099694268296196, metrics["mc2"], Tolerance.Elementwise);

        // However unlikely all of them are.
        Close.Assert(0.9099694268296196, document.Score(new([-5001, -5003, -5001, -5002, -5003])).Metrics["mc2"], Tolerance.Elementwise);
    }

    [Fact]
    public void The_first_of_equal_answers_is_taken()
    {
        var document = new ChoiceDocument { Row = 0, Text = "", Choices = ["a", "b"], Gold = 1 };
        Assert.Equal("0", document.Score(new([-1, -1])).Answer);
    }

    [Fact]
    public void TruthfulQA_takes_no_examples()
    {
        var error = Assert.Throws<ArgumentException>(() => new EvaluationRecipe { Tasks = ["truthfulqa_mc"], Shots = 5 }.Validate());
        Assert.Contains("its examples are part of the prompt", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, new EvaluationRecipe { Tasks = ["h6"], Shots = 5 }.Validate().ShotsFor(BenchmarkTask.Named("truthfulqa")));
    }

    public void Dispose() => scratch.Dispose();
}
