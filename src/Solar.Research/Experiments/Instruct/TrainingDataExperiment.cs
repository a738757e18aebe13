using System.Globalization;
using CsvHelper;
using Solar.Research.Data.Sets;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Experiments.Stages;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Instruct;

/// <summary>Paper, Tables 1 and 8: how much of each set is learned from, and what is left out.</summary>
public static class TrainingDataExperiment
{
    /// <summary>What the experiment is called.</summary>
    public const string Name = "training-data";

    private const int Version = 1;
    private const string Uses = "uses.json";

    private static readonly string[] Columns = ["set", "paper_total", "paper_used", "rows", "used", "not_drawn", "dropped"];

    /// <summary>Its entry in the catalog.</summary>
    public static Experiment Experiment { get; } = new(
        Name,
        "What the models are tuned on (Tables 1 and 8)",
        [.. InstructScales.All.Keys],
        "At the paper's size './solar data DIR --recipe sft-v3' draws the paper's amounts from the published sets and says what became of every row.",
        run => Plan(InstructScales.Of(run.Scale), run));

    /// <summary>Saves the recipe, and says what it needs: then the numbers can be written into the results folder.</summary>
    public static ExperimentPlan Plan(InstructRecipe recipe, ExperimentRun run)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(run);
        var read = Read(recipe.Validate());
        var source = $"{ExperimentFolders.ResultsOf(recipe.Scale)}/{Name}";
        var results = Directory.CreateDirectory(Path.Combine(run.Folders.Root, source)).FullName;
        SavedRecipe.Keep(
            Path.Combine(results, "recipe.json"),
            new TrainingDataRecipe(recipe.World, recipe.SyntheticMath, InstructData.Of(recipe, ModelName.SftV3), InstructData.Of(recipe, ModelName.DpoV2)),
            run,
            isMade: run.Folders.Stages.Has(read));
        return new([read], outcomes =>
        {
            var summary = Summarize(recipe, RecipeJson.Load<SetUses>(Path.Combine(run.Folders.Stages.FolderOf(read), Uses)).Sets);
            Write(Path.Combine(results, "metrics.csv"), summary.Sets);
            RecipeJson.Save(summary, Path.Combine(results, "summary.json"));
            return new(Name, source, summary.Finding, outcomes, []);
        });
    }

    private static Stage Read(InstructRecipe recipe) => new(
        Name, Version,
        new()
        {
            ["instruction"] = InstructData.Description(recipe, ModelName.SftV3),
            ["alignment"] = InstructData.Description(recipe, ModelName.DpoV2),
        },
        [WorldStages.Data(recipe)],
        run =>
        {
            var folder = new DataFolder(run.Inputs[0]);
            var instructions = InstructData.Of(recipe, ModelName.SftV3).Instructions(folder).Reports;
            run.Report(0.7, "preferences");
            var preferences = InstructData.Of(recipe, ModelName.DpoV2).Preferences(folder).Reports;
            RecipeJson.Save(new SetUses([.. instructions.Concat(preferences).Select(SetUse.Of)]), run.File(Uses));
        })
    {
        ExpectedSeconds = 5,
    };

    private static TrainingDataSummary Summarize(InstructRecipe recipe, IReadOnlyList<SetUse> sets) => new()
    {
        Scale = recipe.Scale,
        Finding = string.Create(
            CultureInfo.InvariantCulture,
            $"{sets.Sum(set => set.Used):N0} of {sets.Sum(set => set.Rows):N0} rows are learned from, {100 * recipe.ShareOfTable1:0.#} % of the paper's amounts; {sets.Sum(set => set.Dropped.Sum(rows => rows.Count)):N0} are dropped for a reason"),
        Sets = sets,
    };

    private static void Write(string path, IReadOnlyList<SetUse> sets)
    {
        var aside = path + ".partial";
        using (var csv = CsvWriter.ToFile(aside, new CsvWriterOptions { NewLine = "\n" }))
        {
            csv.WriteHeader(Columns);
            foreach (var use in sets)
            {
                var set = TrainingSet.Named(use.Set);
                csv.WriteField(use.Set);
                csv.WriteField(set.Total);
                csv.WriteField(set.MaximumUsed);
                csv.WriteField(use.Rows);
                csv.WriteField(use.Used);
                csv.WriteField(use.NotDrawn);
                csv.WriteField(use.Dropped.Sum(rows => rows.Count));
                csv.EndRecord();
            }
        }

        File.Move(aside, path, overwrite: true);
    }

    private sealed record SetUses(IReadOnlyList<SetUse> Sets);
}

/// <summary>What is saved beside the results: the world, its synthetic mathematics, and what is drawn of both.</summary>
internal sealed record TrainingDataRecipe(WorldRecipe World, SyntheticMathRecipe SyntheticMath, DataRecipe Instruction, DataRecipe Alignment);
