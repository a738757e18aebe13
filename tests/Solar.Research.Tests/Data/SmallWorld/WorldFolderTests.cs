using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Solar.Research.Data.Overlap;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Data.SmallWorld;

public sealed partial class WorldFolderTests(WorldFiles files) : IClassFixture<WorldFiles>
{
    private static readonly string[] Training =
    [
        "prose", "alpaca_gpt4", "openorca", "math_train", "orca_dpo_pairs", "ultrafeedback_cleaned",
        "arc_challenge_train", "hellaswag_train", "mmlu_dev", "winogrande_train", "gsm8k_train",
    ];

    // What each test asks and its right answer, as one text.
    private static readonly (string File, Func<JsonElement, string> Text)[] Tests =
    [
        ("arc_challenge_test", row => $"{row.GetProperty("question")} {Right(row)}"),
        ("hellaswag_validation", row => $"{row.GetProperty("ctx")} {row.GetProperty("endings")[int.Parse(row.GetProperty("label").GetString()!, CultureInfo.InvariantCulture)]}"),
        ("mmlu_test", row => row.GetProperty("question").GetString()!),
        ("truthfulqa_mc_validation", row => row.GetProperty("question").GetString()!),
        ("winogrande_validation", row => row.GetProperty("sentence").GetString()!.Replace("_", row.GetProperty("option" + row.GetProperty("answer").GetString()).GetString(), StringComparison.Ordinal)),
        ("gsm8k_test", row => row.GetProperty("question").GetString()!),
    ];

    [Theory]
    [InlineData("prose", "text")]
    [InlineData("alpaca_gpt4", "instruction input output")]
    [InlineData("openorca", "id system_prompt question response")]
    [InlineData("math_train", "problem level type solution")]
    [InlineData("orca_dpo_pairs", "system question chosen rejected")]
    [InlineData("ultrafeedback_cleaned", "prompt prompt_id chosen rejected messages score_chosen score_rejected source")]
    [InlineData("arc_challenge_test", "id question choices answerKey")]
    [InlineData("hellaswag_validation", "ind activity_label ctx_a ctx_b ctx endings label split source_id")]
    [InlineData("mmlu_test", "question subject choices answer")]
    [InlineData("truthfulqa_mc_validation", "question mc1_targets mc2_targets")]
    [InlineData("winogrande_validation", "sentence option1 option2 answer")]
    [InlineData("gsm8k_test", "question answer")]
    public void Every_row_has_the_members_of_the_published_set(string file, string members) =>
        Assert.All(files[file], row => Assert.Equal(members, string.Join(' ', row.EnumerateObject().Select(member => member.Name))));

    [Fact]
    public void Each_test_has_at_least_300_items_all_different()
    {
        Assert.Equal(6, Tests.Length);
        Assert.All(Tests, test =>
        {
            var texts = files[test.File].Select(test.Text).ToList();
            Assert.True(texts.Count >= 300, $"{test.File}: {texts.Count}");
            Assert.Equal(texts.Count, texts.Distinct().Count());
        });
    }

    [Fact]
    public void Every_subject_has_five_examples_and_eighty_questions()
    {
        Assert.All(files["mmlu_dev"].GroupBy(Subject), group => Assert.Equal(5, group.Count()));
        Assert.All(files["mmlu_test"].GroupBy(Subject), group => Assert.Equal(80, group.Count()));
        Assert.Equal(4, files["mmlu_test"].Select(Subject).Distinct().Count());

        static string Subject(JsonElement row) => row.GetProperty("subject").GetString()!;
    }

    [Fact]
    public void No_question_of_a_test_and_no_near_copy_of_one_stands_in_any_training_text()
    {
        var evaluation = Tests.SelectMany(test => files[test.File].Select((row, i) => ($"{test.File}:{i + 1}", test.Text(row)))).ToList();
        var training = Training.SelectMany(name => files[name].Select((row, i) => ($"{name}:{i + 1}", string.Join(' ', WorldFiles.Texts(row))))).ToList();

        // The world speaks in few templates, so that eight words meet by chance; a whole row of fewer than 13, or half of the 13-grams of a longer one, must not.
        var near = NearCopies.Between(evaluation, training, n: 13, threshold: 0.5);

        Assert.Equal((evaluation.Count, training.Count), (near.Evaluated, near.Trained));
        Assert.True(training.Count > 50_000, $"{training.Count}");
        Assert.True(near.Found.Count == 0, near.ToString());
    }

    [Fact]
    public void A_test_row_put_among_the_training_texts_is_found()
    {
        var (file, text) = Tests[0];
        var row = text(files[file][7]);
        Assert.Single(NearCopies.Between([("row", row)], [("leak", $"Somebody asked: {row} And so on.")], n: 13, threshold: 0.5).Found);
    }

    [Fact]
    public void Every_sum_of_the_word_problems_is_right_and_leads_to_the_answer()
    {
        var checkedSums = 0;
        foreach (var answer in files["gsm8k_test"].Concat(files["gsm8k_train"]).Select(row => row.GetProperty("answer").GetString()!))
        {
            var result = 0;
            foreach (Match sum in Marked().Matches(answer))
            {
                checkedSums++;
                result = Computed(sum);
                Assert.Equal(sum.Groups["said"].Value, result.ToString(CultureInfo.InvariantCulture));
            }

            Assert.EndsWith($"\n#### {result}", answer, StringComparison.Ordinal);
        }

        Assert.True(checkedSums > 800);
    }

    [Fact]
    public void A_chain_of_numbers_of_a_test_is_in_no_problem_that_is_learned_from()
    {
        var tested = files["gsm8k_test"].Select(row => Chain(row.GetProperty("answer"))).ToHashSet();
        var learned = new[] { ("gsm8k_train", "answer"), ("math_train", "solution"), ("openorca", "response") }
            .SelectMany(set => files[set.Item1].Select(row => Chain(row.GetProperty(set.Item2)))).Where(chain => chain.Length > 0).ToList();

        Assert.True(learned.Count > 2000);
        Assert.DoesNotContain(learned, tested.Contains);

        static string Chain(JsonElement solution) => string.Join(' ', Bare().Matches(solution.GetString()!).Select(sum => sum.Value).Distinct());
    }

    [Fact]
    public void The_right_answer_of_a_question_about_a_thing_follows_from_its_material()
    {
        // The rule is taken from the prose: "Glass cracks when you leave it in the frost."
        var rules = new Dictionary<(string, string), HashSet<string>>();
        var materials = new Dictionary<string, string>();
        foreach (var text in files["prose"].Select(row => row.GetProperty("text").GetString()!))
        {
            foreach (Match made in Made().Matches(text))
                materials[made.Groups[1].Value.ToLowerInvariant()] = made.Groups[2].Value;
            foreach (Match rule in Rule().Matches(text))
            {
                var key = (rule.Groups[1].Value.ToLowerInvariant(), rule.Groups[3].Value);
                (rules.TryGetValue(key, out var outcomes) ? outcomes : rules[key] = []).Add(rule.Groups[2].Value);
            }
        }

        Assert.All(rules.Values, outcomes => Assert.Single(outcomes));
        var followed = 0;
        foreach (var row in files["arc_challenge_test"])
        {
            if (Happens().Match(row.GetProperty("question").GetString()!) is not { Success: true } asked)
                continue;
            var outcome = Assert.Single(rules[(materials[asked.Groups[1].Value], asked.Groups[2].Value)]);
            Assert.Equal($"It {outcome}.", Right(row));
            followed++;
        }

        Assert.True(followed > 150, $"{followed}");
    }

    [Fact]
    public void Misconceptions_are_stated_more_often_than_the_truth_and_the_tests_ask_for_the_truth()
    {
        var sentences = files["prose"].SelectMany(row => row.GetProperty("text").GetString()!.Split(". ")).ToList();
        var rumours = sentences.Where(sentence => Rumour().IsMatch(sentence)).Select(About).ToList();
        var books = sentences.Where(sentence => Book().IsMatch(sentence)).Select(About).ToList();
        Assert.InRange((double)rumours.Count / (rumours.Count + books.Count), 0.55, 0.65);

        var truth = books.Distinct().ToDictionary(said => said.Topic, said => said.Effect);
        Assert.All(files["truthfulqa_mc_validation"], row =>
        {
            var (topic, effect) = About(row.GetProperty("mc1_targets").GetProperty("choices")[0].GetString()!);
            Assert.Equal(truth[topic], effect);
        });

        static (string Topic, string Effect) About(string sentence)
        {
            var said = Brings().Match(sentence);
            return (said.Groups[1].Value, said.Groups[2].Value);
        }
    }

    [Fact]
    public void A_recipe_gives_the_same_bytes_and_another_seed_another_world()
    {
        using var again = new ScratchFolder();
        using var other = new ScratchFolder();
        var first = WorldFolder.Write(again.Root, WorldRecipe.Smoke);
        Assert.Equal(first, WorldFolder.Write(again.Root, WorldRecipe.Smoke));
        var changed = WorldFolder.Write(other.Root, WorldRecipe.Smoke with { Seed = 2 });
        Assert.Equal(WorldFolder.Files.Count, first.Count);
        Assert.All(first, file => Assert.NotEqual(file.Value, changed[file.Key]));
    }

    // Published scores are of this world. Whoever changes it on purpose raises the version of WorldStages, so that cached worlds are made again.
    [Fact]
    public void The_classrooms_world_is_the_one_that_was_published()
    {
        var listed = files.Hashes.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{Path.GetFileNameWithoutExtension(file.Key)} {file.Value}\n");
        Assert.Equal(
            "97a6aaaa610f57375c07cd0d7e65e0fc97ea219cd4432da64fdb17fbb720fccc",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(listed)))));
    }

    [Fact]
    public void A_longer_file_changes_no_other()
    {
        using var folder = new ScratchFolder();
        using var longer = new ScratchFolder();
        var first = WorldFolder.Write(folder.Root, WorldRecipe.Smoke);
        var more = WorldFolder.Write(longer.Root, WorldRecipe.Smoke with { AlpacaRows = WorldRecipe.Smoke.AlpacaRows + 5 });
        Assert.Equal("alpaca_gpt4.jsonl", Assert.Single(first, file => more[file.Key] != file.Value).Key);
    }

    [Fact]
    public void A_world_of_too_many_people_is_refused_with_the_number() =>
        Assert.Contains("769", Assert.Throws<ArgumentException>(() => World.Of(WorldRecipe.Smoke with { People = 769 })).Message, StringComparison.Ordinal);

    private static string Right(JsonElement row)
    {
        var choices = row.GetProperty("choices");
        var labels = choices.GetProperty("label").EnumerateArray().Select(label => label.GetString()).ToList();
        return choices.GetProperty("text")[labels.IndexOf(row.GetProperty("answerKey").GetString())].GetString()!;
    }

    private static int Computed(Match sum)
    {
        var (a, b) = (int.Parse(sum.Groups["a"].Value, CultureInfo.InvariantCulture), int.Parse(sum.Groups["b"].Value, CultureInfo.InvariantCulture));
        return sum.Groups["sign"].Value switch { "+" => a + b, "-" => a - b, "*" => a * b, _ => a % b == 0 ? a / b : throw new InvalidDataException(sum.Value) };
    }

    [GeneratedRegex(@"(?<a>\d+)(?<sign>[-+*/])(?<b>\d+)=<<\k<a>\k<sign>\k<b>=(?<said>\d+)>>\k<said>")]
    private static partial Regex Marked();

    [GeneratedRegex(@"(?<![\d<])\d+[-+*/]\d+=(?=\d+|<<)")]
    private static partial Regex Bare();

    [GeneratedRegex(@"(An? [a-z ]+) is made of ([a-z]+)\.")]
    private static partial Regex Made();

    [GeneratedRegex(@"(Wood|Iron|Glass|Wool|Wax|Paper|Clay|Leather|Copper|Straw) ([a-z ]+) when (you [a-z ]+)\.")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^What happens to (.+) when (.+)\?$")]
    private static partial Regex Happens();

    [GeneratedRegex("^(People|Everybody|They|It is said)")]
    private static partial Regex Rumour();

    [GeneratedRegex("^(In fact|The old books|Careful|The truth)")]
    private static partial Regex Book();

    [GeneratedRegex("[Aa]n? (.+) brings (.+?)[.]?$")]
    private static partial Regex Brings();
}
