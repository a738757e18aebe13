using Solar.Research.Contamination;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Contamination;

public sealed class TestedTextsTests
{
    // Rows as Hugging Face's data sets hold them; the expected texts are worked out by hand from process_arc and its like.
    [Theory]
    [InlineData("arc", "arc_challenge_test", """
        {"id":"1","question":"Which is hot?","choices":{"text":["ice","fire"],"label":["A","B"]},"answerKey":"B"}
        {"id":"2","question":"Numbered?","choices":{"text":["yes","no"],"label":["1","2"]},"answerKey":"1"}
        """, "1: Which is hot? fire")]
    [InlineData("mmlu", "mmlu_test", """{"question":"2+2?","subject":"x","choices":["3","4","5","6"],"answer":1}""", "1: 2+2? 4")]
    [InlineData("truthfulqa", "truthfulqa_mc_validation", """
        {"question":"Do pigs fly?","mc1_targets":{"choices":["Yes.","No."],"labels":[0,1]},"mc2_targets":{"choices":["No.","Yes."],"labels":[1,0]}}
        {"question":"And cows?","mc1_targets":{"Neither.":1,"Of course.":0},"mc2_targets":{}}
        """, "1: Do pigs fly? No.", "2: And cows? Neither.")]
    [InlineData("gsm8k", "gsm8k_test", """{"question":"1+1+1?","answer":"1+1=<<1+1=2>>2\nand 2+1=3\n#### 3"}""", "1: 1+1+1? 1+1=<<1+1=2>>2\nand 2+1=3")]
    [InlineData("hellaswag", "hellaswag_validation", """{"ctx":"A man sits.","endings":["He flies.","He eats."],"label":"1"}""", "1: A man sits. He eats.")]
    [InlineData("winogrande", "winogrande_validation", """{"sentence":"Ann paid Bo because _ owed.","option1":"Ann","option2":"Bo","answer":"1"}""", "1: Ann paid Bo because Ann owed.")]
    public void A_text_is_the_question_and_its_correct_answer(string benchmark, string file, string rows, params string[] expected)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch[file + ".jsonl"], rows);
        Assert.Equal(expected.Select(text => $"{file}.jsonl:{text}"), TestedTexts.Read(scratch.Root, benchmark).Select(text => $"{text.Id}: {text.Text}"));
    }

    [Fact]
    public void A_bad_label_names_file_and_line()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["mmlu_test.jsonl"], """{"question":"2+2?","subject":"x","choices":["3"],"answer":3}""");
        var wrong = Assert.Throws<InvalidDataException>(() => TestedTexts.Read(scratch.Root, "mmlu")).Message;
        Assert.Contains("mmlu_test.jsonl, line 1", wrong, StringComparison.Ordinal);
    }

    // Row 1101 of GSM8K's test split is the first that CPython's shuffle of 1319 puts first.
    [Fact]
    public void The_real_benchmark_gives_the_examples_of_the_papers_tool()
    {
        var folder = Path.GetDirectoryName(Fixtures.Optional("bench/gsm8k_test.jsonl"))!;
        var texts = TestedTexts.Read(folder, "gsm8k");
        Assert.Equal(1319, texts.Count);
        Assert.Equal(["gsm8k_test.jsonl:1102", "gsm8k_test.jsonl:121"], ContaminationTest.Drawn(texts, new()).Take(2).Select(text => text.Id));
        Assert.All(texts, text => Assert.DoesNotContain("####", text.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_is_said_in_a_row_is_looked_through()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["pairs.jsonl"], """{"prompt":"Why?","chosen":[{"role":"user","content":"Why?"},{"role":"assistant","content":"So."}],"score":3}""" + "\n");
        Assert.Equal([("pairs.jsonl:1", "Why?\nuser\nWhy?\nassistant\nSo.")], TrainingTexts.Read(scratch["pairs.jsonl"]));
    }

    [Fact]
    public void Results_are_written_with_a_line_for_each_text()
    {
        using var scratch = new ScratchFolder();
        var recipe = new ContaminationRecipe { Examples = 2 };
        var result = ContaminationResult.Of("arc", [new("a:1", 2.5, 0.05, 4, [3, 2]), new("a:2", 1.5, 0.1, 4, [3, 1])], recipe, texts: 9, [new("a:3", "is too long")]);

        ContaminationFiles.Write(scratch.Root, recipe, [result]);

        Assert.Equal(0.5, result.Flagged.Share); // 0.1 is not below 0.1
        Assert.Equal(["arc.jsonl", "recipe.json", "summary.json"], Directory.GetFiles(scratch.Root).Select(Path.GetFileName).Order());
        Assert.Equal("""{"id":"a:1","nll":2.5,"score":0.05,"prefix_words":4,"continuation_nlls":[3,2]}""", File.ReadLines(scratch["arc.jsonl"]).First());
        Assert.Contains("\"share\": 0.5", File.ReadAllText(scratch["summary.json"]), StringComparison.Ordinal);
        Assert.Equal(recipe, Solar.Research.Tuning.RecipeJson.Load<ContaminationRecipe>(scratch["recipe.json"]));
    }
}
