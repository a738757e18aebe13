using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Solar.Research.Data.Sets;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.SyntheticMath;

namespace Solar.Research.Tests.Data.SmallWorld;

public sealed class WorldRephraserTests
{
    private static readonly WorldRecipe Right = WorldRecipe.Smoke with { WrongRephrasingPercent = 0 };

    [Fact]
    public async Task A_problem_is_put_in_other_words_and_worked_out_step_by_step()
    {
        var rephraser = new WorldRephraser(Right);
        const string question = "There are 10 tiles in a tray. 6 tiles are removed. 4 tiles are added. How many tiles are left?";

        var reworded = Assert.Single(await rephraser.Rephrase([new(question, Seed: 3)])).Text!;
        var answer = Assert.Single(await rephraser.Answer([new(reworded, Seed: 4)])).Text!;

        Assert.NotEqual(question, reworded);
        Assert.Equal(4, reworded.Split(['.', '?'], StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["10", "6", "4"], Regex.Matches(reworded, @"\d+").Select(number => number.Value));
        Assert.Equal(@"First we get 10-6=4 tiles. Then we get 4+4=8 tiles. So the answer is $\boxed{8}$.", answer);
    }

    [Theory]
    [InlineData("Multiply 6 by 5. Then subtract 2. What do you get?", @"First we get 6*5=30. Then we get 30-2=28. So the answer is $\boxed{28}$.")]
    [InlineData("Divide 12 by 4. What is the result?", @"First we get 12/4=3. So the answer is $\boxed{3}$.")]
    [InlineData("A crate holds 3 rows of 5 bolts. 2 bolts are added. How many bolts are there?", @"First we get 3*5=15 bolts. Then we get 15+2=17 bolts. So the answer is $\boxed{17}$.")]
    public async Task Every_operation_is_worked_out(string question, string answer) =>
        Assert.Equal(answer, Assert.Single(await new WorldRephraser(Right).Answer([new(question, Seed: 1)])).Text);

    [Fact]
    public async Task What_is_not_of_the_world_is_no_text_but_a_reason() =>
        Assert.NotNull(Assert.Single(await new WorldRephraser(Right).Rephrase([new("What is the square root of banana?", Seed: 1)])).Failure);

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task The_check_of_the_answer_rejects_as_many_as_go_wrong(int percent)
    {
        var recipe = WorldRecipe.Smoke with { WrongRephrasingPercent = percent, MathRows = 400 };
        var world = World.Of(recipe);
        var problems = WorldFolder.Rows(world, "math_train")
            .Select((row, i) => new MathProblem(Member(row, "Problem"), Member(row, "Level"), Member(row, "Type"), Member(row, "Solution"), $"math_train.jsonl:{i + 1}"));
        var synthesis = new MathSynthesis(problems, new WorldRephraser(recipe));

        var rows = new List<SyntheticMathRow>();
        await foreach (var row in synthesis.Rows(TestContext.Current.CancellationToken))
            rows.Add(row);

        var report = synthesis.Report;
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.Rejected[MathRejection.NoFinalAnswer]);
        // Of 400 · 4 answers that share of attempts, within four standard deviations; a slip of the question can leave the answer as it was.
        var share = (double)report.Rejected[MathRejection.OtherFinalAnswer] / report.Answers;
        var spread = 4 * Math.Sqrt(percent / 100.0 * (1 - (percent / 100.0)) / report.Answers);
        Assert.InRange(share, (percent / 100.0) - spread - 0.03, (percent / 100.0) + spread);
        Assert.All(rows, row => Assert.NotEqual(row.Original.Problem, row.Question));
        Assert.All(rows, row => Assert.True(row.Answer.Length > row.Original.Solution.Length));
    }

    private static string Member(object row, string name) => (string)row.GetType().GetProperty(name)!.GetValue(row)!;
}
