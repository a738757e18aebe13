using System.Text.Json.Nodes;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;
using Solar.Research.Tests.Checkpoints;
using Solar.Research.Tuning;
using static Solar.Research.Tests.Data.Sets.SetFiles;

namespace Solar.Research.Tests.Data.Sets;

public sealed class DataRecipeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_amounts_are_those_of_Table_1()
    {
        // Where the paper used all of a set, there is no maximum: 52K is 52,002 rows.
        Assert.Equal([("alpaca_gpt4", null), ("openorca", 100_000), ("synth_math_instruct", 52_000)], Amounts(DataRecipe.SftV3));
        Assert.Equal([("ultrafeedback_cleaned", null), ("synth_math_alignment", 20_100)], Amounts(DataRecipe.DpoV2));
        Assert.Equal([("alpaca_gpt4", 520), ("openorca", 1000), ("synth_math_instruct", 520)], Amounts(DataRecipe.SftV3.Scaled(0.01)));
        Assert.Equal([("ultrafeedback_cleaned", 608)], Amounts(DataRecipe.DpoV1.Scaled(0.01)));
    }

    [Fact]
    public void A_recipe_is_the_same_after_JSON()
    {
        var recipe = DataRecipe.SftV4.Scaled(0.5, seed: 9);
        var json = RecipeJson.Write(recipe);
        Assert.Equal(json, RecipeJson.Write(RecipeJson.Read<DataRecipe>(json)));
        Assert.Contains("\"kind\": \"instruction\"", json, StringComparison.Ordinal);
        Assert.Contains("\"maximum\": 26000", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Instructions_come_set_after_set_with_a_report_for_each()
    {
        Write(_folder["alpaca_gpt4"], DataFormat.Json, [.. Enumerable.Range(0, 30).Select(i => Row(("instruction", $"Do {i}."), ("input", ""), ("output", i == 3 ? "" : "Done.")))]);
        Write(_folder["synth_math_instruct"], DataFormat.Parquet, [.. Enumerable.Range(0, 50).Select(i => Row(("query", $"{i} + 0?"), ("response", $"{i}")))]);

        var (examples, reports) = (DataRecipe.SftV4 with { Sets = [new() { Set = "alpaca_gpt4" }, new() { Set = "synth_math_instruct", Maximum = 10, Seed = 4 }] }).Instructions(new DataFolder(_folder.Root));

        Assert.Equal([29L, 10L], reports.Select(report => report.Kept));
        Assert.Equal(39, examples.Count);
        Assert.All(examples.Take(29), example => Assert.StartsWith("alpaca_gpt4.json:", example.Source, StringComparison.Ordinal));
        Assert.All(examples.Skip(29), example => Assert.StartsWith("synth_math_instruct.parquet:", example.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void OpenOrca_without_task_names_is_compared_with_the_benchmarks_and_says_so()
    {
        const string Item = "A hiker drops a hot stone into a cold mountain stream; which way does the heat flow?";
        Write(_folder["arc_challenge_test"], DataFormat.JsonLines, [new JsonObject { ["id"] = "a1", ["question"] = Item }]);
        Write(_folder["gsm8k_train"], DataFormat.JsonLines, [Row(("question", "Two and two?"), ("answer", "#### 4"))]);
        Write(_folder["openorca"], DataFormat.Parquet,
        [
            Row(("id", "flan.1"), ("system_prompt", ""), ("question", $"Q: {Item}\nA. up B. down"), ("response", "A")),
            Row(("id", "flan.2"), ("system_prompt", ""), ("question", "Two and two? A hiker drops a stone."), ("response", "Four.")),
            Row(("id", "flan.3"), ("system_prompt", ""), ("question", "How does it end? Sarah was a much better surgeon than Maria so\n- Sarah\n- Maria got the easier cases."), ("response", "Maria")),
        ]);
        Write(_folder["winogrande_validation"], DataFormat.JsonLines, [Row(("sentence", "Sarah was a much better surgeon than Maria so _ got the easier cases."), ("option1", "Sarah"), ("option2", "Maria"), ("answer", "2"))]);
        var recipe = DataRecipe.SftV2 with { Sets = [new() { Set = "openorca", Maximum = 5 }] };

        var (examples, reports) = recipe.Instructions(new DataFolder(_folder.Root));

        Assert.Contains("(flan.2)", Assert.Single(examples).Source, StringComparison.Ordinal);
        Assert.Equal("approximately, by text: 80 % of the 8-grams of a question of arc_challenge_test, winogrande_validation, gsm8k_train (DROP and ARC-Easy not compared)", reports[0].TaskFilter);
        Assert.Equal([new DroppedRows("overlaps arc_challenge_test", 1, "openorca.parquet:1"), new DroppedRows("overlaps winogrande_validation", 1, "openorca.parquet:3")], reports[0].Dropped);
        Assert.Equal(
            [new("openorca.parquet:1", "arc_challenge_test", "arc_challenge_test.jsonl:1", 1), new("openorca.parquet:3", "winogrande_validation", "winogrande_validation.jsonl:1", 1)],
            (IEnumerable<OverlappingRow>)reports[0].Overlapping);
        Assert.Equal(3, (recipe with { FilterTasks = false }).Instructions(new DataFolder(_folder.Root)).Examples.Count);
    }

    [Fact]
    public void OpenOrca_with_task_names_is_filtered_by_them_alone()
    {
        Write(_folder["gsm8k_train"], DataFormat.JsonLines, [Row(("question", "How many apples are left for the five of them?"), ("answer", "#### 4"))]);
        Write(_folder["openorca"], DataFormat.Csv,
        [
            .. TaskFilter.Table8.Tasks.Append("task1391_winogrande_easy_answer_generation").Select((task, i) =>
                Row(("id", $"niv.{i}"), ("system_prompt", ""), ("question", "How many apples are left for the five of them?"), ("response", "4"), ("task_name", task))),
        ]);

        var (examples, reports) = (DataRecipe.SftV2 with { Sets = [new() { Set = "openorca" }] }).Instructions(new DataFolder(_folder.Root));

        Assert.Contains("(niv.12)", Assert.Single(examples).Source, StringComparison.Ordinal);
        Assert.Equal(12, reports[0].Dropped.Count);
        Assert.Contains(new DroppedRows("filtered task ai2_arc/ARC-Challenge:1.0.0", 1, "openorca.csv:3"), reports[0].Dropped);
        Assert.Equal("by 'task_name'", reports[0].TaskFilter);
    }

    [Fact]
    public void Without_names_and_benchmarks_the_report_says_that_nothing_was_filtered()
    {
        Write(_folder["openorca"], DataFormat.JsonLines, [Row(("id", "1"), ("system_prompt", ""), ("question", "?"), ("response", "!"))]);
        var report = Assert.Single((DataRecipe.SftV2 with { Sets = [new() { Set = "openorca" }] }).Instructions(new DataFolder(_folder.Root)).Reports);
        Assert.StartsWith("not at all:", report.TaskFilter, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alpaca_gpt5", "No training set is called 'alpaca_gpt5'")]
    [InlineData("orca_dpo_pairs", "is for Instruction tuning; 'orca_dpo_pairs' is not")]
    [InlineData("alpaca_gpt4 alpaca_gpt4", "has the set 'alpaca_gpt4' twice")]
    [InlineData("", "has no set")]
    public void A_recipe_that_cannot_be_is_refused(string sets, string message)
    {
        var recipe = DataRecipe.SftV1 with { Sets = [.. sets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(set => new RecipeSet { Set = set })] };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => recipe.Instructions(new DataFolder(_folder.Root))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preferences_of_a_recipe_for_instructions_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => DataRecipe.SftV1.Preferences(new DataFolder(_folder.Root)));

    [Fact]
    public void No_prompt_stands_on_both_sides_of_a_split()
    {
        var examples = Enumerable.Range(0, 2000).Select(i => new InstructionExample([new("user", $"Question {i % 500}{(i % 2 == 0 ? "" : "?")}")], $"{i}", $"{i}")).ToList();
        var split = ExampleSplit.Of(examples, 0.2);
        static int Number(InstructionExample example) => int.Parse(example.Prompt[0].Content.Split(' ')[1].TrimEnd('?'));
        Assert.Empty(split.Training.Select(Number).Intersect(split.Validation.Select(Number)));
        Assert.Equal(2000, split.Training.Count + split.Validation.Count);
        // 500 prompts at 0.2: 100 expected, standard deviation 9; five of them on either side.
        Assert.InRange(split.Validation.Select(Number).Distinct().Count(), 55, 145);
    }

    private static IEnumerable<(string, int?)> Amounts(DataRecipe recipe) => recipe.Sets.Select(set => (set.Set, set.Maximum));
}
