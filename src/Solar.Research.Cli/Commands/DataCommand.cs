using System.CommandLine;
using System.Globalization;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;
using Solar.Research.Tuning;
using Spectre.Console;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar data DIR</c>: what a data folder holds, and what a recipe takes from it.</summary>
internal static class DataCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A folder with a file for each set: alpaca_gpt4.jsonl, openorca.parquet, ..." };
    private static readonly Option<string?> Benchmarks = new("--benchmarks") { Description = "Where the benchmarks are that OpenOrca is compared with where it names no tasks (default: DIR)." };
    private static readonly Option<string?> Recipe = new("--recipe") { Description = "Draw the examples of a recipe: sft-v1 to sft-v4, dpo-v1 to dpo-v3, or a JSON file." };
    private static readonly Option<double> Scale = new("--scale") { Description = "Draw this fraction of what the paper used of each set.", DefaultValueFactory = _ => 1 };
    private static readonly Option<long> Seed = new("--seed") { Description = "The seed of a scaled recipe's subsamples.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write the examples here, as JSONL of prompts and completions or of preferences; the recipe is written beside it." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    public static Command Build()
    {
        var command = new Command("data", "Inspect a data folder: the sets found, their rows, what is dropped and why; or draw a recipe's examples.") { Folder, Benchmarks, Recipe, Scale, Seed, Out, Json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Recipe) is null && (result.GetValue(Out) is not null || result.GetResult(Scale) is { Implicit: false }))
                result.AddError("--out and --scale need --recipe: name what to draw.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folder = new DataFolder(parsed.GetRequiredValue(Folder));
        var benchmarks = parsed.GetValue(Benchmarks) is { } other ? new DataFolder(other) : folder;
        if (parsed.GetValue(Recipe) is { } name)
            Draw(parsed, RecipeOf(parsed, name), folder, benchmarks);
        else
            Inspect(folder, benchmarks, parsed.GetValue(Json));
        return 0;
    }

    private static DataRecipe RecipeOf(ParseResult parsed, string name)
    {
        var recipe = File.Exists(name) ? RecipeJson.Load<DataRecipe>(name) : DataRecipe.Named(name);
        return parsed.GetResult(Scale) is { Implicit: false } ? recipe.Scaled(parsed.GetValue(Scale), parsed.GetValue(Seed)) : recipe;
    }

    private static void Draw(ParseResult parsed, DataRecipe recipe, DataFolder folder, DataFolder benchmarks)
    {
        var path = parsed.GetValue(Out);
        IReadOnlyList<SetReport> reports;
        if (recipe.Kind == TrainingKind.Instruction)
        {
            (var examples, reports) = recipe.Instructions(folder, benchmarks);
            if (path is not null)
                ExampleFiles.WriteInstructions(path, examples);
        }
        else
        {
            (var examples, reports) = recipe.Preferences(folder, benchmarks);
            if (path is not null)
                ExampleFiles.WritePreferences(path, examples);
        }

        if (path is not null)
            RecipeJson.Save(recipe, Path.ChangeExtension(path, ".recipe.json"));
        if (parsed.GetValue(Json))
        {
            Output.Json(new { recipe, examples = reports.Sum(report => report.Kept), reports, written = path });
            return;
        }

        foreach (var report in reports)
            Console.Write(report);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{recipe.Name}: {reports.Sum(report => report.Kept):N0} examples{(path is null ? "" : $" in {path}")}"));
    }

    private static void Inspect(DataFolder folder, DataFolder benchmarks, bool json)
    {
        var filter = TaskFilter.Against(benchmarks);
        var found = TrainingSet.All.Where(set => folder.Find(set.Name) is not null).Select(set => (Set: set, Report: set.Inspect(folder, filter))).ToList();
        var tests = BenchmarkTexts.Sets.Where(set => folder.Find(set) is not null).Select(set => (Set: set, Rows: BenchmarkTexts.Read(folder, set).LongCount())).ToList();
        if (found.Count + tests.Count == 0)
            throw new FileNotFoundException($"{folder.Root}: holds none of the sets {string.Join(", ", TrainingSet.All.Select(set => set.Name).Concat(BenchmarkTexts.Sets))} as .jsonl, .json, .csv or .parquet.");
        var usable = found.ToDictionary(pair => pair.Set.Name, pair => pair.Report.Kept);
        var recipes = DataRecipe.All.Select(recipe => (recipe.Name, Sets: recipe.Sets.Select(set => (set.Set, Rows: Used(set, usable))).ToList())).ToList();
        if (json)
        {
            Output.Json(new
            {
                sets = found.Select(pair => pair.Report),
                benchmarks = tests.Select(test => new { test.Set, test.Rows }),
                recipes = recipes.Select(recipe => new { recipe.Name, sets = recipe.Sets.Select(set => new { set.Set, set.Rows }) }),
            });
            return;
        }

        AnsiConsole.Write(SetTable(found));
        foreach (var (_, report) in found.Where(pair => pair.Report.Dropped.Count > 0 || pair.Report.TaskFilter is not null))
            Console.Write(report);
        if (tests.Count > 0)
            AnsiConsole.Write(Rows("benchmark", "rows", tests.Select(test => (test.Set, Number(test.Rows)))));
        AnsiConsole.Write(Rows("recipe", "examples", recipes.Select(recipe => (recipe.Name, Said(recipe.Sets)))));
    }

    private static Spectre.Console.Table SetTable(IEnumerable<(TrainingSet Set, SetReport Report)> found)
    {
        var table = new Spectre.Console.Table().AddColumns("set", "rows", "usable", "dropped", "Table 1: total", "used");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned().NoWrap();
        foreach (var (set, report) in found)
            table.AddRow(Markup.Escape(set.Name), Number(report.Rows), Number(report.Kept), Number(report.Rows - report.Kept), set.Total is { } total ? Number(total) : "", set.MaximumUsed is { } used ? Number(used) : "");
        return table;
    }

    private static Spectre.Console.Table Rows(string left, string right, IEnumerable<(string Left, string Right)> rows)
    {
        var table = new Spectre.Console.Table().AddColumns(left, right);
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.Left), Markup.Escape(row.Right));
        return table;
    }

    private static long? Used(RecipeSet set, Dictionary<string, long> usable) => usable.TryGetValue(set.Set, out var rows) ? Math.Min(rows, set.Maximum ?? rows) : null;

    private static string Said(List<(string Set, long? Rows)> sets) => sets.FirstOrDefault(set => set.Rows is null).Set is { } missing
        ? $"no: {missing} is missing"
        : $"{Number(sets.Sum(set => set.Rows!.Value))} = {string.Join(" + ", sets.Select(set => $"{Number(set.Rows!.Value)} {set.Set}"))}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
