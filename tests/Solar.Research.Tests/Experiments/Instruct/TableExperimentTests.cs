using System.Threading;
using System.Xml.Linq;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Contaminated;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;
using Solar.Research.Plots;
using Solar.Research.Tuning;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Experiments.Instruct;

public sealed class TableExperimentTests : IDisposable
{
    private readonly ExperimentFolders _folders;

    public TableExperimentTests()
    {
        var root = Directory.CreateTempSubdirectory("solar-instruct-").FullName;
        _folders = new(root, Path.Combine(root, ".cache"));
        Directory.CreateDirectory(_folders.Data("paper"));
        foreach (var file in new[] { "claims.csv", "benchmarks.csv", "contamination.csv" })
            File.Copy(Path.Combine(Fixtures.Root, "data", "paper", file), _folders.Data("paper", file));
    }

    public void Dispose() => Directory.Delete(_folders.Root, recursive: true);

    /// <summary>Tables 3 to 7 and §3: what each model is made of.</summary>
    public static TheoryData<string, string[]> Parents => new()
    {
        { ModelName.UpScaled, ["base"] },
        { ModelName.SftV1, ["up-scaled"] },
        { ModelName.SftV2, ["up-scaled"] },
        { ModelName.SftV3, ["up-scaled"] },
        { ModelName.SftV4, ["up-scaled"] },
        { ModelName.SftV3V4, ["sft-v3", "sft-v4"] },
        { ModelName.DpoV1, ["sft-v3"] },
        { ModelName.DpoV2, ["sft-v3"] },
        { ModelName.DpoV1V2, ["dpo-v1", "dpo-v2"] },
        { ModelName.DpoV3, ["sft-v3.v4"] },
        { ModelName.Candidate1, ["sft-v3"] },
        { ModelName.Candidate2, ["sft-v3.v4"] },
        { ModelName.MergeV1, ["cand-1", "cand-2"] },
        { ModelName.MergeV4, ["cand-1", "cand-2"] },
    };

    [Theory]
    [MemberData(nameof(Parents))]
    public void A_model_is_made_of_what_the_paper_makes_it_of(string model, string[] parents)
    {
        var stage = new InstructStages(InstructScales.Of("smoke"), _folders, CPU).ModelOf(model, 1);

        Assert.Equal(parents.Select(parent => $"instruct-{parent}-seed1"), stage.Inputs.Select(input => input.Name).Where(name => name.StartsWith("instruct", StringComparison.Ordinal)));
    }

    [Fact]
    public void Merges_and_alignments_differ_in_what_the_paper_varies_and_in_nothing_else()
    {
        var stages = new InstructStages(InstructScales.Of("classroom"), _folders, CPU);

        Assert.Equal("[0.4,0.6]", stages.ModelOf(ModelName.MergeV2, 1).Recipe["weights"]!.ToJsonString());
        Assert.Equal("[0.6,0.4]", stages.ModelOf(ModelName.MergeV3, 1).Recipe["weights"]!.ToJsonString());
        Assert.Equal("slerp", (string?)stages.ModelOf(ModelName.MergeV4, 1).Recipe["method"]);
        Assert.Equal(stages.ModelOf(ModelName.DpoV2, 1).Recipe.ToJsonString(), stages.ModelOf(ModelName.DpoV3, 1).Recipe.ToJsonString());
        Assert.Equal(17 * 3, (from model in ModelName.All from seed in InstructScales.Of("classroom").Seeds select stages.ModelOf(model, seed).Hash).Distinct().Count());
    }

    [Fact]
    public void A_tiny_study_gives_every_table_its_results_and_is_found_the_second_time()
    {
        var run = new ExperimentRun("tiny", null, 2, "cpu", _folders, null, CancellationToken.None);
        foreach (var table in TableExperiment.All)
        {
            var report = (table.Experiment with { Plan = given => table.Plan(Tiny(), given) }).Run(run);
            Check(report);
            Assert.NotEmpty(report.Claims);
            var summary = RecipeJson.Load<TableSummary>(Path.Combine(_folders.Root, report.Results, "summary.json"));
            Assert.Equal(report.Claims, summary.Claims);
            Assert.All(summary.Models, model => Assert.Equal(7, model.Scores.Count));
            Assert.Contains(summary.Models, model => model.PaperH6 is > 50);
        }

        var data = TrainingDataExperiment.Plan(Tiny(), run);
        Check(data.Finish(new StageGraph(_folders.Stages).Run(data.Targets, jobs: 2)));
        var uses = RecipeJson.Load<TrainingDataSummary>(Path.Combine(_folders.Root, "results/tiny/training-data/summary.json"));
        Assert.Equal(["alpaca_gpt4", "openorca", "synth_math_instruct", "ultrafeedback_cleaned", "synth_math_alignment"], uses.Sets.Select(set => set.Set));
        Assert.All(uses.Sets, set => Assert.Equal(set.Rows, set.Used + set.NotDrawn + set.Dropped.Sum(rows => rows.Count)));

        var contamination = ContaminationExperiment.Plan(Tiny(), ContaminatedScales.Of("smoke") with { Epochs = 1 }, run);
        var tested = contamination.Finish(new StageGraph(_folders.Stages).Run(contamination.Targets, jobs: 2));
        Check(tested);
        Assert.NotEmpty(tested.Claims);

        var again = (TableExperiment.Merging.Experiment with { Plan = given => TableExperiment.Merging.Plan(Tiny(), given) }).Run(run);
        Assert.All(again.Stages, stage => Assert.True(stage.Cached));
    }

    private void Check(ExperimentReport report)
    {
        var results = Path.Combine(_folders.Root, report.Results);
        Figures.Draw(results);
        foreach (var file in new[] { "recipe.json", "metrics.csv", "summary.json", "figure.svg" })
            Assert.DoesNotContain(_folders.Root, File.ReadAllText(Path.Combine(results, file)), StringComparison.Ordinal);
        Assert.NotNull(XDocument.Load(Path.Combine(results, "figure.svg")).Root);
    }

    // Everything happens, nothing is learned.
    private static InstructRecipe Tiny()
    {
        var smoke = InstructScales.Of("smoke");
        var few = new TuningPlan { Epochs = 0.1, RowsPerBatch = 4, TokensPerRow = 192, LearningRate = 1e-3 };
        return smoke with
        {
            Scale = "tiny",
            World = smoke.World with { ProseDocuments = 1200, TestItems = 8, ShotRows = 8, MathRows = 40, AlpacaRows = 100, OpenOrcaRows = 100, UltraFeedbackRows = 60, OrcaDpoRows = 20 },
            ShareOfTable1 = 0.001,
            Base = new(Layers: 4, HiddenSize: 16, IntermediateSize: 32, Heads: 2, KeyValueHeads: 1),
            Pretraining = smoke.Pretraining with { Steps = 3, Schedule = new() },
            Continuation = smoke.Continuation with { Steps = 2, Schedule = new() },
            ValidationRows = 4,
            Sft = few,
            Dpo = new(few, new()),
            Candidate1 = new(few with { LearningRate = 5e-4 }, new()),
            Candidate2 = new(few with { LearningRate = 2e-3 }, new()),
            Evaluation = smoke.Evaluation with { Limit = 4, MaxNewTokens = 4, BootstrapSamples = 10 },
            Seeds = [1],
        };
    }
}
