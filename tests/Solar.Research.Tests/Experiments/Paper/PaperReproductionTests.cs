using Solar.Research.Data;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.Templates;
using Solar.Research.Evaluation;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Paper;
using Solar.Research.Experiments.Stages;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Experiments.Paper;

/// <summary>The paper's graph over real files with the shipped switches, and a model of a few thousand weights in the place of Mistral's seven billion.</summary>
public sealed class PaperReproductionTests : IDisposable
{
    private readonly ExperimentFolders _folders;
    private readonly PaperSettings _settings;
    private readonly PaperRecipe _recipe;

    public PaperReproductionTests()
    {
        var root = Directory.CreateTempSubdirectory("solar-paper-").FullName;
        _folders = new(root, Path.Combine(root, ".cache"));
        Directory.CreateDirectory(_folders.Data("paper"));
        File.Copy(Path.Combine(Fixtures.Root, "data", "paper", "benchmarks.csv"), _folders.Data("paper", "benchmarks.csv"));

        var world = InstructScales.Of("smoke") with
        {
            World = WorldRecipe.Smoke with { ProseDocuments = 200, TestItems = 6, ShotRows = 4, MathRows = 30, AlpacaRows = 60, OpenOrcaRows = 60, UltraFeedbackRows = 40, OrcaDpoRows = 5 },
        };
        var cache = new StageCache(Path.Combine(root, "world"));
        var stage = WorldStages.Data(world);
        cache.Make(stage);
        var data = cache.FolderOf(stage);

        var tokenizer = WorldTokenizer.Train(TextDocuments.Read(Path.Combine(data, "prose.jsonl")), 512);
        tokenizer.Save(Path.Combine(root, "tokenizer"));
        var config = new DecoderConfig
        {
            ModelType = "mistral",
            VocabSize = 512,
            HiddenSize = 16,
            IntermediateSize = 24,
            NumHiddenLayers = 4,
            NumAttentionHeads = 2,
            NumKeyValueHeads = 1,
            MaxPositionEmbeddings = 1024,
            SlidingWindow = 512,
        };
        RandomDecoder.Create(config, Path.Combine(root, "base"), seed: 1, options: new() { CarryFilesFrom = Path.Combine(root, "tokenizer") });

        _settings = new()
        {
            Models = new() { Base = Path.Combine(root, "base") },
            Data = new() { Documents = [Path.Combine(data, "prose.jsonl")], Sets = data, Benchmarks = data },
            Work = Path.Combine(root, "work"),
        };
        var few = new TuningPlan { Epochs = 0.2, RowsPerBatch = 2, TokensPerRow = 256, LearningRate = 1e-3, Decay = Decay.Constant, Threads = 1 };
        _recipe = new PaperRecipe
        {
            Base = config,
            UpScaled = config with { ModelType = "llama", NumHiddenLayers = 6, SlidingWindow = null, MaxPositionEmbeddings = 512 },
            Plan = "0-2,1-3",
            Continuation = new() { Steps = 2, RowsPerBatch = 2, TokensPerRow = 64, LearningRate = 1e-3, Threads = 1 },
            Sft = few,
            Dpo = new(few, new()),
            Candidate1 = new(few with { LearningRate = 5e-4 }, new()),
            Candidate2 = new(few with { LearningRate = 2e-3 }, new()),
            ShareOfTable1 = 0.0003,
            Evaluation = new EvaluationRecipe { Shots = 0, Limit = 2, MaxNewTokens = 4, BootstrapSamples = 10 },
            Contamination = new() { Examples = 2, Continuations = 2 },
        }.Validate();
    }

    public void Dispose() => Directory.Delete(_folders.Root, recursive: true);

    [Fact]
    public void Everything_that_leads_to_the_final_model_is_made_once_and_scored()
    {
        var plan = PaperPlan.Of(_recipe, _settings, new(GpuKind.H100));
        Assert.Null(plan.Obstacle());

        var tested = Run("contamination");
        Assert.Equal(
            ["base", "dus", "up-scaled", "sft-v3", "sft-v4", "sft-v3.v4", "cand-1", "cand-2", "merge-v1", "contamination"],
            tested.Stages.Select(stage => stage.Stage.Name["paper-".Length..]).OrderBy(name => plan.Stages.Select(stage => stage.Name.Replace('+', '.')).ToList().IndexOf(name)));
        Assert.True(File.Exists(Path.Combine(_folders.Root, "results", "paper", "contamination", "summary.json")));

        var scored = Run("h6-merge-v1");
        Assert.Equal(["paper-merge-v1-scores"], scored.Stages.Where(stage => !stage.Cached).Select(stage => stage.Stage.Name));
        var score = Assert.Single(scored.Scores);
        Assert.Equal(("merge-v1", 74.00), (score.Model, Math.Round(score.Paper!.Value, 2)));
        Assert.InRange(score.H6, 0, 100);

        // The planned weights are those of the folder that is there, and it says how it wants to be asked.
        var folder = Path.Combine(scored.Stages.Single(stage => stage.Stage.Name == "paper-merge-v1").Folder, "model");
        Assert.Equal(ChatTemplate.Named(_recipe.Template).Source, ChatTemplate.OfCheckpoint(folder).Source);
        using var final = Decoder.Load(folder);
        Assert.Equal(plan.Stages.Single(stage => stage.Name == "merge-v1").Weights, final.Weights.numel());

        PaperOutcome Run(string only) => PaperReproduction.Run(_recipe, _settings, plan, _folders, "cpu", only);
    }

    [Fact]
    public void Adapters_are_tuned_and_merged_into_a_model_like_any_other()
    {
        var recipe = _recipe with { Memory = _recipe.Memory with { LoraRank = 2 } };
        var plan = PaperPlan.Of(recipe, _settings, new(GpuKind.H100));
        var outcome = PaperReproduction.Run(recipe, _settings, plan, _folders, "cpu", "sft-v1");

        using var before = Decoder.Load(Path.Combine(outcome.Stages.Single(stage => stage.Stage.Name == "paper-up-scaled").Folder, "model"));
        var folder = Path.Combine(outcome.Stages[^1].Folder, "model");
        Assert.Equal(ChatTemplate.Named(recipe.Template).Source, ChatTemplate.OfCheckpoint(folder).Source);
        using var after = Decoder.Load(folder);
        Assert.Equal(before.Weights.numel(), after.Weights.numel());
        Assert.NotEqual(before.Sha256(), after.Sha256());
    }

    [Fact]
    public void A_base_that_was_moved_is_found_where_the_settings_say_and_never_touched()
    {
        var plan = PaperPlan.Of(_recipe, _settings, new(GpuKind.H100));
        PaperReproduction.Run(_recipe, _settings, plan, _folders, "cpu", "dus");
        var elsewhere = Path.Combine(_folders.Root, "elsewhere");
        Directory.Move(_settings.Models.Base!, elsewhere);
        var moved = _settings with { Models = new() { Base = elsewhere } };

        var again = PaperReproduction.Run(_recipe, moved, plan, _folders, "cpu", "base");
        Assert.True(again.Stages.Single().Cached);
        using var model = Decoder.Load(Path.Combine(again.Stages.Single().Folder, "model"));
        Assert.Equal(4, model.Config.NumHiddenLayers);

        Directory.Delete(_settings.Work!, recursive: true); // takes the link, not what it leads to
        Assert.True(File.Exists(Path.Combine(elsewhere, "config.json")));
    }

    [Fact]
    public void What_is_missing_or_does_not_fit_stops_it_before_anything_is_made()
    {
        var without = _settings with { Data = _settings.Data with { Sets = null } };
        var missing = Assert.Throws<InvalidOperationException>(() => PaperReproduction.Run(_recipe, without, PaperPlan.Of(_recipe, without, new(GpuKind.H100)), _folders, "cpu"));
        Assert.Contains("alpaca_gpt4 is missing", missing.Message, StringComparison.Ordinal);

        var narrow = PaperPlan.Of(_recipe, _settings, new(GpuKind.Of(null, memoryGb: 1)));
        var tight = Assert.Throws<InvalidOperationException>(() => PaperReproduction.Run(_recipe, _settings, narrow, _folders, "cpu"));
        Assert.Contains("of the 1.00 GB", tight.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_settings.Work));
    }
}
