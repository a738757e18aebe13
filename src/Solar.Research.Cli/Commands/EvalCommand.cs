using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Data.Paper;
using Solar.Research.Data.Tokenization;
using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Experiments;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar eval DIR --data DIR</c>: the six benchmarks as the leaderboard scored them, or only what they ask.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string?> Folder = new("DIR") { Description = "A Llama or Mistral checkpoint with its tokenizer; not needed with --requests.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Data = new("--data") { Description = "The benchmarks' files, such as arc_challenge_test.jsonl or a Hugging Face folder; JSONL, JSON, CSV or Parquet.", Required = true };
    private static readonly Option<string[]> Tasks = new("--tasks") { Description = "h6, or some of arc, hellaswag, mmlu, mmlu_text, truthfulqa, winogrande, gsm8k, with commas between.", DefaultValueFactory = _ => ["h6"], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int?> Shots = new("--shots") { Description = "Examples in each prompt (default: as many as the leaderboard)." };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Only the first documents of each task, as the harness orders them." };
    private static readonly Option<string?> Split = new("--split") { Description = "The split that is scored, where it is not the leaderboard's: test or validation." };
    private static readonly Option<bool> Bos = new("--bos") { Description = "Begin prompts with the tokenizer's begin token, for a model trained with one. The harness added none." };
    private static readonly Option<int> NewTokens = new("--max-new-tokens") { Description = "The most tokens of a generated answer.", DefaultValueFactory = _ => new EvaluationRecipe().MaxNewTokens };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Where every answer is recorded; a run that was interrupted goes on from there." };
    private static readonly Option<bool> Parquet = new("--parquet") { Description = "Write the answers in --out as items.parquet as well." };
    private static readonly Option<string?> Compare = new("--compare") { Description = "Print the scores beside a row of the paper's tables, such as \"SOLAR 10.7B\"." };
    private static readonly Option<bool> Requests = new("--requests") { Description = "Score nothing: print how many requests there are and their sha256, as the harness's own tests take it." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("eval", "Score a model on the six benchmarks, exactly as the Open LLM Leaderboard did.")
        {
            Folder, Data, Tasks, Shots, Limit, Split, Bos, NewTokens, Out, Parquet, Compare, Requests, Json, On,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Requests) && result.GetValue(Folder) is null)
                result.AddError("Name the checkpoint DIR to score, or say --requests to see only what it would be asked.");
            if (result.GetValue(Parquet) && result.GetValue(Out) is null)
                result.AddError("--parquet writes beside what --out records: name a folder there.");
        });
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var recipe = new EvaluationRecipe
        {
            Tasks = [.. parsed.GetRequiredValue(Tasks).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            Shots = parsed.GetValue(Shots),
            Limit = parsed.GetValue(Limit),
            Split = parsed.GetValue(Split),
            Bos = parsed.GetValue(Bos),
            MaxNewTokens = parsed.GetValue(NewTokens),
        }.Validate();
        return parsed.GetValue(Requests) ? PrintRequests(parsed, recipe) : Score(parsed, recipe, cancellation);
    }

    private static int PrintRequests(ParseResult parsed, EvaluationRecipe recipe)
    {
        var folder = new BenchmarkFolder(parsed.GetRequiredValue(Data));
        var hashes = BenchmarkTask.Named(recipe.Tasks).Select(task => RequestHash.Of(folder.Prompts(task, recipe), recipe.ShotsFor(task)).ToArray()).ToArray();
        if (parsed.GetValue(Json))
        {
            Output.Json(hashes.Select(task => new
            {
                task[0].Task,
                task[0].Version,
                task[0].Shots,
                task[0].Count,
                task[0].Sha256,
                Parts = task[1..].Select(part => new { part.Task, part.Count, part.Sha256 }),
            }));
            return 0;
        }

        foreach (var hash in hashes.SelectMany(task => task))
            Console.WriteLine($"{hash.Task} v{hash.Version}, {hash.Shots}-shot: {hash.Count} requests, sha256 {hash.Sha256}");
        return 0;
    }

    private static int Score(ParseResult parsed, EvaluationRecipe recipe, CancellationToken cancellation)
    {
        var compared = parsed.GetValue(Compare) is null ? null : PaperScores.ReadAll(ExperimentFolders.Find().Data("paper", "benchmarks.csv"));
        var checkpoint = parsed.GetValue(Folder)!;
        var tokenizer = BpeTokenizer.Load(checkpoint);
        using var decoder = Decoder.Load(checkpoint, DeviceOption.Of(parsed.GetRequiredValue(On)));
        using var records = parsed.GetValue(Out) is { } place ? new EvaluationRecords(place) : null;
        var result = H6Evaluator.Run(decoder, tokenizer, recipe, parsed.GetRequiredValue(Data), records, new EvaluationLine(), cancellation);
        if (parsed.GetValue(Out) is { } folder)
            RecipeJson.Save(result, Path.Combine(folder, "result.json"));
        if (parsed.GetValue(Parquet))
            records!.WriteParquet(Path.Combine(parsed.GetValue(Out)!, "items.parquet"));

        if (parsed.GetValue(Json))
            Console.Write(RecipeJson.Write(result));
        else
            Print(result);
        if (compared is not null)
            (parsed.GetValue(Json) ? Console.Error : Console.Out).Write(PaperComparison.With(result, compared, parsed.GetValue(Compare)!));
        return 0;
    }

    private static void Print(EvaluationResult result)
    {
        foreach (var task in result.Tasks)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{task.Title,-14} {100 * task.Accuracy,6:F2} ± {100 * task.StandardError ?? double.NaN:F2}  {task.Metric}, {task.Shots}-shot, {task.Count} documents"));
        }

        if (result.H6 is { } mean)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"H6",-14} {100 * mean,6:F2} ± {100 * result.H6StandardError ?? double.NaN:F2}"));
    }
}
