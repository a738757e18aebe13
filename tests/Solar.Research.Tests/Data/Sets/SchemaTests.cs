using System.Text.Json.Nodes;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;
using Solar.Research.Tests.Checkpoints;
using static Solar.Research.Tests.Data.Sets.SetFiles;

namespace Solar.Research.Tests.Data.Sets;

public sealed class SchemaTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public static TheoryData<DataFormat> AllFormats => [.. SetFiles.Formats];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Alpaca_keeps_the_input_apart_from_the_instruction(DataFormat format)
    {
        var path = Write(_folder["alpaca_gpt4"], format,
        [
            Row(("instruction", "Give three tips.\nBe \"brief\", please."), ("input", ""), ("output", "1. Eat, 2. sleep")),
            Row(("instruction", "Correct the spelling."), ("input", "freind → friend"), ("output", "friend")),
            Row(("instruction", "Say nothing."), ("input", ""), ("output", " \n")),
        ]);

        var (examples, report) = AlpacaGpt4.Read(path);

        Assert.Equal(2, examples.Count);
        Assert.Equal(new ChatMessage("user", "Give three tips.\nBe \"brief\", please."), Assert.Single(examples[0].Prompt));
        Assert.Equal(new ChatMessage("user", "Correct the spelling.") { Input = "freind → friend" }, Assert.Single(examples[1].Prompt));
        Assert.Equal(["1. Eat, 2. sleep", "friend"], examples.Select(example => example.Response));
        Assert.Equal((3, 2, 0), (report.Rows, report.Kept, report.NotDrawn));
        var dropped = Assert.Single(report.Dropped);
        Assert.Equal(("'output' is empty", 1), (dropped.Reason, dropped.Count));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void OpenOrca_has_a_system_turn_only_where_there_is_a_system_prompt(DataFormat format)
    {
        var path = Write(_folder["openorca"], format,
        [
            Row(("id", "niv.242684"), ("system_prompt", ""), ("question", "Who?"), ("response", "She.")),
            Row(("id", "flan.1"), ("system_prompt", "Think step by step."), ("question", "Why?"), ("response", "Because.")),
        ]);

        var examples = OpenOrca.Read(path).Examples;

        Assert.Equal([new ChatMessage("user", "Who?")], examples[0].Prompt);
        Assert.Equal([new ChatMessage("system", "Think step by step."), new ChatMessage("user", "Why?")], examples[1].Prompt);
        Assert.EndsWith("(niv.242684)", examples[0].Source, StringComparison.Ordinal);
        Assert.StartsWith(Path.GetFileName(path) + ":", examples[0].Source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void MATH_keeps_backslashes_and_line_breaks(DataFormat format)
    {
        const string Solution = "We have $\\frac{1}{2}$,\nso \\boxed{\\frac12}.";
        var path = Write(_folder["math_train"], format, [Row(("problem", "What is $1-\\tfrac12$?"), ("level", "Level 5"), ("type", "Prealgebra"), ("solution", Solution))]);

        var problem = Assert.Single(MathProblems.Read(path).Examples);

        Assert.Equal(("What is $1-\\tfrac12$?", "Level 5", "Prealgebra", Solution), (problem.Problem, problem.Level, problem.Type, problem.Solution));
        Assert.Equal(Solution, Assert.Single(MathProblems.AsInstructions.Read(path).Examples).Response);
    }

    [Fact]
    public void MATH_as_published_is_a_folder_for_each_subject_with_a_file_for_each_problem()
    {
        foreach (var (subject, number) in new[] { ("algebra", "1"), ("algebra", "24"), ("geometry", "1") })
        {
            Directory.CreateDirectory(_folder[$"math_train/{subject}"]);
            File.WriteAllText(_folder[$"math_train/{subject}/{number}.json"], $$"""{"problem": "{{subject}} {{number}}?", "level": "Level 1", "type": "{{subject}}", "solution": "\\boxed{{{number}}}"}""" + "\n");
        }

        var problems = MathProblems.Schema.Read(new DataFolder(_folder.Root)["math_train"]).Examples;

        Assert.Equal(["algebra 1?", "algebra 24?", "geometry 1?"], problems.Select(problem => problem.Problem));
        Assert.Equal(["algebra/1.json:1", "algebra/24.json:1", "geometry/1.json:1"], problems.Select(problem => problem.Source));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void MetaMathQA_asks_the_query(DataFormat format)
    {
        var path = Write(_folder["metamathqa"], format, [Row(("query", "2 + 2?"), ("response", "The answer is: 4"), ("type", "MATH_Rephrased"), ("original_question", "What is 2 + 2?"))]);
        var example = Assert.Single(MetaMathQa.Read(path).Examples);
        Assert.Equal((new ChatMessage("user", "2 + 2?"), "The answer is: 4"), (Assert.Single(example.Prompt), example.Response));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Orca_pairs_that_teach_nothing_are_dropped_and_counted(DataFormat format)
    {
        var path = Write(_folder["orca_dpo_pairs"], format,
        [
            Row(("system", "Be kind."), ("question", "Hello?"), ("chosen", "Hello!"), ("rejected", "What?")),
            Row(("system", ""), ("question", "Same?"), ("chosen", "Yes."), ("rejected", "Yes.")),
            Row(("system", ""), ("question", "Empty?"), ("chosen", ""), ("rejected", "Yes.")),
            Row(("system", ""), ("question", "Empty?"), ("chosen", "Yes."), ("rejected", "\n")),
            Row(("system", ""), ("question", "Same again?"), ("chosen", "No."), ("rejected", "No.")),
        ]);

        var (pairs, report) = OrcaDpoPairs.Read(path);

        var pair = Assert.Single(pairs);
        Assert.Equal([new ChatMessage("system", "Be kind."), new ChatMessage("user", "Hello?")], pair.Prompt);
        Assert.Equal(("Hello!", "What?"), (pair.Chosen, pair.Rejected));
        Assert.Equal(
            [("chosen and rejected are the same", 2L), ("the chosen response is empty", 1L), ("the rejected response is empty", 1L)],
            report.Dropped.Select(dropped => (dropped.Reason, dropped.Count)));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void UltraFeedback_takes_the_last_turn_for_the_response_and_wants_one_prompt(DataFormat format)
    {
        var asked = ("user", "Name a colour.");
        var path = Write(_folder["ultrafeedback_cleaned"], format,
        [
            Preference("1", Messages(asked, ("assistant", "Red.")), Messages(asked, ("assistant", "Dog.")), 8, 2.5),
            Preference("2", Messages(asked, ("assistant", "Red."), ("user", "Another?"), ("assistant", "Blue.")), Messages(asked, ("assistant", "Red."), ("user", "Another?"), ("assistant", "Cat.")), 8, 8),
            Preference("3", Messages(asked, ("assistant", "Red.")), Messages(("user", "Name a beast."), ("assistant", "Dog.")), 8, 2),
            Preference("4", Messages(asked, ("assistant", "Red.")), Messages(asked, ("assistant", "Dog.")), 2, 8),
            Preference("5", Messages(asked, ("assistant", "Red.")), Messages(asked), 8, 2),
            Preference("6", Messages(("assistant", "Red.")), Messages(asked, ("assistant", "Dog.")), 8, 2),
        ]);

        var (pairs, report) = UltraFeedback.Read(path);

        Assert.Equal(2, pairs.Count);
        Assert.Equal([new ChatMessage("user", "Name a colour.")], pairs[0].Prompt);
        Assert.Equal(("Red.", "Dog."), (pairs[0].Chosen, pairs[0].Rejected));
        Assert.Equal([new ChatMessage("user", "Name a colour."), new ChatMessage("assistant", "Red."), new ChatMessage("user", "Another?")], pairs[1].Prompt);
        Assert.Equal(("Blue.", "Cat."), (pairs[1].Chosen, pairs[1].Rejected));
        Assert.Equal(
            [
                "chosen is scored below rejected", "the chosen conversation does not go from user to assistant in turns",
                "the prompts of chosen and rejected differ", "the rejected conversation does not end with an answer of the assistant",
            ],
            report.Dropped.Select(dropped => dropped.Reason));
        Assert.All(report.Dropped, dropped => Assert.Equal(1, dropped.Count));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void The_papers_tuple_of_three_texts_is_a_preference(DataFormat format)
    {
        var path = Write(_folder["synth_math_alignment"], format, [Row(("prompt", "2 + 2?"), ("chosen", "Adding two and two gives 4."), ("rejected", "4"))]);
        var pair = Assert.Single(PreferenceTuples.Read(path).Examples);
        Assert.Equal((new ChatMessage("user", "2 + 2?"), "Adding two and two gives 4.", "4"), (Assert.Single(pair.Prompt), pair.Chosen, pair.Rejected));
    }

    [Fact]
    public void Every_row_of_a_published_instruction_set_is_read()
    {
        var (examples, report) = AlpacaGpt4.Read(Fixtures.Optional("tuning/raschka_instruction-data.json"));
        Assert.Equal((1100, 1100), (report.Rows, examples.Count));
        Assert.Equal(new ChatMessage("user", "Evaluate the following phrase by transforming it into the spelling given.") { Input = "freind --> friend" }, Assert.Single(examples[0].Prompt));
        Assert.Equal("raschka_instruction-data.json:2", examples[0].Source);
        Assert.Equal("raschka_instruction-data.json:7", examples[1].Source);
    }

    [Fact]
    public void An_empty_system_turn_is_put_before_a_prompt_that_has_none()
    {
        IReadOnlyList<ChatMessage> bare = [new("user", "Hi")];
        Assert.Equal([new ChatMessage("system", ""), new ChatMessage("user", "Hi")], Asked.WithSystem(bare));
        Assert.Equal(Asked.WithSystem(bare), Asked.WithSystem(Asked.WithSystem(bare)));
    }

    private static JsonObject Preference(string id, JsonArray chosen, JsonArray rejected, double better, double worse) => new()
    {
        ["prompt"] = "Name a colour.",
        ["prompt_id"] = id,
        ["chosen"] = chosen,
        ["rejected"] = rejected,
        ["score_chosen"] = better,
        ["score_rejected"] = worse,
    };
}
