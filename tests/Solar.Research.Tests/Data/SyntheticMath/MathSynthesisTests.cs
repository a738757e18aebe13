using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.Sets;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Data.SyntheticMath;

public sealed class MathSynthesisTests
{
    private static readonly MathProblem[] Problems =
    [
        new("What is 2 + 3?", "Level 1", "Prealgebra", @"It is $2 + 3 = \boxed{5}$.", "math_train.jsonl:1"),
        new("What is half of 3?", "Level 1", "Prealgebra", @"It is $\boxed{\frac{3}{2}}$.", "math_train.jsonl:2"),
        new("What is infinity?", "Level 5", "Algebra", "Nobody knows.", "math_train.jsonl:3"),
    ];

    [Fact]
    public async Task What_keeps_the_final_answer_is_kept_and_all_else_is_counted_by_its_reason()
    {
        // Two seeds with an answer, four attempts each; the script knows which attempt it is by the order in which it is asked.
        string?[] questions = ["Add 2 and 3.", "what is  2 + 3?", null, "Two plus three is?", "Halve 3.", "Halve  3.", "Half of three?", "3 / 2 = ?"];
        var answers = new Dictionary<string, string?>
        {
            ["Add 2 and 3."] = "The answer is: 5",
            ["Two plus three is?"] = @"\boxed{6}",
            ["Halve 3."] = @"That is $\boxed{\frac32}$.",
            ["Half of three?"] = "One and a half.",
            ["3 / 2 = ?"] = null,
        };
        var next = 0;
        var script = new ScriptedRephraser(
            _ => questions[next++] is { } question ? MathReply.Of(question) : MathReply.Failed("refused"),
            request => answers[request.Question] is { } answer ? MathReply.Of(answer) : MathReply.Failed("cut off"));
        var synthesis = new MathSynthesis(Problems, script);

        var rows = await All(synthesis);

        Assert.Equal(["Add 2 and 3.", "Halve 3."], rows.Select(row => row.Question));
        Assert.Equal([(0, "math_train.jsonl:1"), (0, "math_train.jsonl:2")], rows.Select(row => (row.Attempt, row.Original.Source)));
        var report = synthesis.Report;
        Assert.Equal((2, 1, 8, 5, 2, 2), (report.Seeds, report.SeedsWithoutAnswer, report.Attempts, report.Answers, report.Accepted, report.AlignmentRows));
        Assert.Equal(0.25, report.AcceptanceRate);
        Assert.All(Enum.GetValues<MathRejection>(), why => Assert.Equal(1, report.Rejected[why]));
        Assert.Equal(report.Attempts, report.Accepted + report.Rejected.Values.Sum());
        Assert.Equal([new("cut off", 1), new("refused", 1)], report.Failures);
        Assert.Equal(3, script.LargestBatch);
    }

    [Fact]
    public async Task A_wrong_answer_is_asked_for_again_as_often_as_the_recipe_says()
    {
        var said = 0;
        var script = new ScriptedRephraser(_ => MathReply.Of("2 and 3 make?"), _ => MathReply.Of(++said < 3 ? "#### 4" : "#### 5"));
        var synthesis = new MathSynthesis(Problems[..1], script, new() { RephrasingsPerSeed = 1, AnswersPerRephrasing = 5 });

        var row = Assert.Single(await All(synthesis));

        Assert.Equal((2, 3), (row.AnswerAttempt, synthesis.Report.Answers));
        Assert.Equal([row.RephraseSeed, row.AnswerSeed], new[] { script.Asked[0].Seed, script.Asked[^1].Seed });
        Assert.Equal(script.Asked.Count, script.Asked.Select(request => request.Seed).Distinct().Count());
    }

    [Fact]
    public async Task Requests_and_rows_do_not_depend_on_how_many_are_asked_at_once()
    {
        async Task<(SyntheticMathRow[] Rows, MathRequest[] Asked)> With(int atOnce)
        {
            var script = new ScriptedRephraser(
                request => MathReply.Of($"{request.Question} ({request.Seed % 5})"),
                request => MathReply.Of(request.Question.Contains("half", StringComparison.Ordinal) && request.Seed % 2 == 0 ? "#### 3/2" : "#### 5"),
                atOnce);
            return (await All(new MathSynthesis(Problems, script)), [.. script.Asked.OrderBy(request => request.Seed)]);
        }

        var (one, nine) = (await With(1), await With(9));
        Assert.NotEmpty(one.Rows);
        Assert.Equal(one.Rows, nine.Rows);
        Assert.Equal(one.Asked, nine.Asked);
    }

    [Fact]
    public async Task Rows_become_both_sets_with_their_provenance()
    {
        using var scratch = new ScratchFolder();
        var script = new ScriptedRephraser(
            request => MathReply.Of("So: " + request.Question), request => MathReply.Of(request.Question.Contains('+') ? @"2 + 3 < 6, so \boxed{5}" : Problems[1].Solution));
        var recipe = new SyntheticMathRecipe { RephrasingsPerSeed = 1 };

        var report = await SyntheticMathFiles.Write(scratch.Root, new(Problems, script, recipe), recipe);

        var instruct = Lines(SyntheticMathFiles.Instruct);
        Assert.Equal(2, instruct.Length);
        Assert.Equal("So: What is 2 + 3?", (string?)instruct[0]["query"]);
        Assert.Equal(@"2 + 3 < 6, so \boxed{5}", (string?)instruct[0]["response"]);
        Assert.Equal("MATH_Rephrased", (string?)instruct[0]["type"]);
        Assert.Equal("What is 2 + 3?", (string?)instruct[0]["original_question"]);
        Assert.Equal(("math_train.jsonl:1", "script", 0), ((string?)instruct[0]["provenance"]!["source"], (string?)instruct[0]["provenance"]!["rephraser"], (int)instruct[0]["provenance"]!["attempt"]!));

        var alignment = Assert.Single(Lines(SyntheticMathFiles.Alignment)); // the second answer is the original's, so nothing is preferred
        Assert.Equal("So: What is 2 + 3?", (string?)alignment["prompt"]);
        Assert.Equal(@"2 + 3 < 6, so \boxed{5}", (string?)alignment["chosen"]);
        Assert.Equal(Problems[0].Solution, (string?)alignment["rejected"]);

        Assert.Equal((2, 1), (report.Accepted, report.AlignmentRows));
        Assert.Equal(1.0, (double)JsonNode.Parse(File.ReadAllText(Path.Combine(scratch.Root, SyntheticMathFiles.Report)))!["acceptance_rate"]!);
        Assert.Contains("\"other_final_answer\": 0", File.ReadAllText(scratch[SyntheticMathFiles.Report]), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(scratch.Root).Length);

        JsonNode[] Lines(string name) => [.. File.ReadLines(Path.Combine(scratch.Root, name)).Select(line => JsonNode.Parse(line)!)];
    }

    [Fact]
    public async Task Seeds_are_drawn_by_the_recipes_seed_and_keep_their_order()
    {
        var many = Enumerable.Range(0, 50).Select(i => new MathProblem($"What is {i} + 1?", "Level 1", "Algebra", $"#### {i + 1}", $"seeds:{i}")).ToArray();
        async Task<string[]> Drawn(long seed)
        {
            var script = new ScriptedRephraser(request => MathReply.Of("Say: " + request.Question), _ => MathReply.Failed("not now"), atOnce: 7);
            var synthesis = new MathSynthesis(many, script, new() { MaxSeeds = 7, RephrasingsPerSeed = 1, Seed = seed });
            await All(synthesis);
            return [.. script.Asked.Take(7).Select(request => request.Question)];
        }

        var drawn = await Drawn(1);
        Assert.Equal(drawn, await Drawn(1));
        Assert.NotEqual(drawn, await Drawn(2));
        Assert.Equal(7, drawn.Distinct().Count());
        Assert.Equal(drawn.OrderBy(question => int.Parse(question.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture)), drawn);
    }

    [Fact]
    public async Task A_stopped_synthesis_leaves_the_files_of_the_one_before()
    {
        using var scratch = new ScratchFolder();
        var recipe = new SyntheticMathRecipe();
        File.WriteAllText(Path.Combine(scratch.Root, SyntheticMathFiles.Instruct), "before");
        using var stop = new CancellationTokenSource();
        var script = new ScriptedRephraser(request => MathReply.Of($"{request.Seed}"), _ =>
        {
            stop.Cancel();
            return MathReply.Of("#### 5");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SyntheticMathFiles.Write(scratch.Root, new(Problems, script, recipe), recipe, stop: stop.Token));

        Assert.Equal("before", File.ReadAllText(Path.Combine(scratch.Root, SyntheticMathFiles.Instruct)));
    }

    private static async Task<SyntheticMathRow[]> All(MathSynthesis synthesis)
    {
        var rows = new List<SyntheticMathRow>();
        await foreach (var row in synthesis.Rows())
            rows.Add(row);
        return [.. rows];
    }
}
