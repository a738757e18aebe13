using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Threading;
using Solar.Research.Contamination;
using static TorchSharp.torch;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar contamination DIR --reference DIR --data DIR</c>, and <c>solar contamination --data DIR --overlap TRAIN</c></summary>
internal static class ContaminationCommand
{
    private static readonly Argument<string?> Folder = new("DIR") { Description = "The checkpoint under test, with its tokenizer. Not needed for --overlap alone.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Reference = new("--reference") { Description = "A checkpoint that cannot have learned the benchmarks, such as the base model." };
    private static readonly Option<string> Data = new("--data") { Description = "A folder of benchmark files, such as arc_challenge_test.jsonl.", Required = true };
    private static readonly Option<string> Tasks = new("--tasks") { Description = $"Benchmarks, with commas between them: {string.Join(", ", TestedTexts.All)}.", DefaultValueFactory = _ => string.Join(',', TestedTexts.OfThePaper) };
    private static readonly Option<int?> Examples = new("--examples") { Description = "Texts of each benchmark that are tested (default: 100, as the paper's tool)." };
    private static readonly Option<int?> Continuations = new("--continuations") { Description = "Continuations of each text (default: 100)." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seeds the continuations." };
    private static readonly Option<string[]> Overlap = new("--overlap") { Description = "Training files: count the n-grams of words that they share with each benchmark.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Words = new("--words") { Description = "n, the words of an n-gram.", DefaultValueFactory = _ => NGramOverlap.HarnessN };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "A folder for the recipe, a summary and a line for every text." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("contamination", "Test whether a model has learned the texts of benchmarks (Table 9), or whether training files hold them.")
        {
            Folder, Reference, Data, Tasks, Examples, Continuations, Seed, Overlap, Words, Out, Json, On,
        };
        command.Validators.Add(Check);
        command.SetAction((parsed, stop) => System.Threading.Tasks.Task.FromResult(Run(parsed, stop)));
        return command;
    }

    private static void Check(CommandResult command)
    {
        if (command.GetValue(Folder) is null && command.GetValue(Overlap) is not { Length: > 0 })
            command.AddError("Name a checkpoint to test, or training files with --overlap.");
        if (command.GetValue(Folder) is not null && command.GetValue(Reference) is null)
            command.AddError("--reference is needed: the model that goes on from the beginning of each text.");
        foreach (var unknown in command.GetValue(Tasks)?.Split(',').Except(TestedTexts.All) ?? []) // a default is not there yet
            command.AddError($"--tasks has '{unknown}'; there are {string.Join(", ", TestedTexts.All)}.");
    }

    private static int Run(ParseResult parsed, CancellationToken stop)
    {
        var benchmarks = parsed.GetRequiredValue(Tasks).Split(',').Select(name => (Name: name, Texts: TestedTexts.Read(parsed.GetRequiredValue(Data), name))).ToArray();
        var overlaps = parsed.GetValue(Overlap) is { Length: > 0 } training
            ? benchmarks.Select(benchmark => (benchmark.Name, Found: NGramOverlap.Between(benchmark.Texts, training.SelectMany(TrainingTexts.Read), parsed.GetValue(Words)))).ToArray()
            : [];
        var results = parsed.GetValue(Folder) is { } folder ? Test(parsed, folder, benchmarks, stop) : [];

        if (parsed.GetValue(Json))
        {
            Output.Json(new
            {
                Contamination = results.Select(ContaminationFiles.SummaryOf),
                Overlap = overlaps.Select(overlap => new { Benchmark = overlap.Name, overlap.Found.N, overlap.Found.Trained, overlap.Found.Touched, overlap.Found.MeanShare, Texts = overlap.Found.Texts.Where(text => text.Share > 0) }),
            });
            return 0;
        }

        foreach (var result in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Benchmark,-11} {result.Flagged}: the share of texts likelier than 9 of 10 continuations; above {ContaminationResult.PaperThreshold} is contaminated (mean score {result.MeanScore:F2})"));
            foreach (var skipped in result.Skipped)
                Console.WriteLine($"{"",-11} not tested: {skipped.Id} {skipped.Reason}");
        }

        foreach (var (name, found) in overlaps)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-11} {found.Touched}: the share of texts that have {found.N} words in a row in common with {found.Trained} training rows"));
            foreach (var text in found.Texts.Where(text => text.Share > 0).OrderByDescending(text => text.Share).Take(5))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-11} {text.Id}: {text.Share:P0} of it in {text.Training}"));
        }

        return 0;
    }

    private static List<ContaminationResult> Test(ParseResult parsed, string folder, (string Name, IReadOnlyList<BenchmarkText> Texts)[] benchmarks, CancellationToken stop)
    {
        var recipe = new ContaminationRecipe { SamplingSeed = parsed.GetValue(Seed) };
        recipe = (recipe with { Examples = parsed.GetValue(Examples) ?? recipe.Examples, Continuations = parsed.GetValue(Continuations) ?? recipe.Continuations }).Validate();
        var device = DeviceOption.Of(parsed.GetRequiredValue(On));
        using var inference = no_grad();
        using var target = TextModel.Load(folder, device);
        using var reference = TextModel.Load(parsed.GetValue(Reference)!, device);
        var results = new List<ContaminationResult>();
        foreach (var (name, texts) in benchmarks)
            results.Add(ContaminationTest.Run(target, reference, name, texts, recipe, new CountLine($"{name}: texts"), stop));
        if (parsed.GetValue(Out) is { } into)
            ContaminationFiles.Write(into, recipe, results);
        return results;
    }
}
