using Solar.Research.Contamination;
using Solar.Research.Data.Sets;
using Solar.Research.DepthUpscaling;
using Solar.Research.Evaluation;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Paper;

/// <summary>Everything that decides the models of the paper at its own size, and their scores.</summary>
/// <remarks>
/// Paper §2 and §3 for the graph, Table 1 and 3 to 7 for the data. It gives no learning rate, batch, length, number of epochs or of tokens, nor β: every such
/// number is a choice here, with its source beside it.
/// </remarks>
public sealed record PaperRecipe
{
    /// <summary>The base model's shape.</summary>
    public required DecoderConfig Base { get; init; }

    /// <summary>The up-scaled model's shape: SOLAR's published configuration.</summary>
    public required DecoderConfig UpScaled { get; init; }

    /// <summary>The layers of the base that the up-scaled model is made of: m = 8 of 32 (paper §2).</summary>
    public string Plan { get; init; } = "0-23,8-31";

    /// <summary>The continued pre-training: a billion tokens.</summary>
    /// <remarks>
    /// Choice: β₂, λ, clipping, the cosine to a tenth and rows of 4096 tokens are Llama 2's (Touvron et al. 2023, §2.2), 256 rows a quarter of its batch; the peak is a
    /// tenth of its 3e-4, for weights that are trained already; 1000 steps are what one GPU does in days. The paper only says that recovery is fast.
    /// </remarks>
    public TrainRecipe Continuation { get; init; } = new()
    {
        Steps = 1000,
        RowsPerBatch = 256,
        TokensPerRow = 4096,
        LearningRate = 3e-5,
        Schedule = new() { Decay = Decay.Cosine, WarmupSteps = 50, FinalFraction = 0.1 },
        CheckpointEvery = 50,
    };

    /// <summary>How SFT v1 to v4 are tuned.</summary>
    /// <remarks>
    /// Choice: the rate, the cosine to zero, rows of 2048 tokens and AdamW's numbers are Zephyr's (<c>SftRecipe.Zephyr</c>). Its 512 rows would be ten steps of SFT v1:
    /// 16 rows hold about the 128 examples of Stanford Alpaca and MetaMath, whose three epochs and 3% of warm-up they take too.
    /// </remarks>
    public TuningPlan Sft { get; init; } = new()
    {
        Epochs = 3,
        RowsPerBatch = 16,
        TokensPerRow = 2048,
        LearningRate = 2e-5,
        WarmupShare = 0.03,
        Beta2 = 0.999,
        CheckpointEvery = 500,
        Threads = 0,
    };

    /// <summary>How DPO v1 to v3 are aligned: Zephyr's numbers (<c>DpoRecipe.Zephyr</c>: 5e-7, linear, three epochs of 64 pairs, 1024 tokens) and β = 0.1. A choice.</summary>
    public AlignmentPlan Dpo { get; init; } = Alignment(5e-7);

    /// <summary>Cand. 1: as DPO v2 at 0.6 of its rate. A choice: the paper says "slightly different hyper-parameters".</summary>
    public AlignmentPlan Candidate1 { get; init; } = Alignment(3e-7);

    /// <summary>Cand. 2: as DPO v3 at 1.6 of its rate. A choice, likewise.</summary>
    public AlignmentPlan Candidate2 { get; init; } = Alignment(8e-7);

    /// <summary>How conversations are written: SOLAR's published format.</summary>
    public string Template { get; init; } = "solar";

    /// <summary>The share of Table 1's amounts that is used.</summary>
    public double ShareOfTable1 { get; init; } = 1;

    /// <summary>H6 as the leaderboard scored it (paper §4.1.2).</summary>
    public EvaluationRecipe Evaluation { get; init; } = EvaluationRecipe.Leaderboard;

    /// <summary>The test behind Table 9.</summary>
    public ContaminationRecipe Contamination { get; init; } = new();

    /// <summary>The benchmarks that Table 9 has numbers for.</summary>
    public IReadOnlyList<string> ContaminationBenchmarks { get; init; } = TestedTexts.OfThePaper;

    /// <summary>What makes training fit.</summary>
    public MemorySwitches Memory { get; init; } = new();

    /// <summary>Seeds every order.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The recipe with the shapes of the configurations that are shipped, and what the settings change of it.</summary>
    /// <param name="folders">Where <c>data/configs</c> is.</param>
    /// <param name="settings">The settings; none: as it is.</param>
    public static PaperRecipe Of(ExperimentFolders folders, PaperSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var recipe = new PaperRecipe { Base = Config("mistral-7b-v0.1.json"), UpScaled = Config("solar-10.7b-v1.0.json"), Memory = settings?.Memory ?? new() };
        if (settings?.ContinuationSteps is { } steps)
            recipe = recipe with { Continuation = recipe.Continuation with { Steps = steps, Schedule = recipe.Continuation.Schedule with { WarmupSteps = steps / 20 } } };
        return recipe.Validate();

        DecoderConfig Config(string name) => DecoderConfig.Parse(File.ReadAllText(folders.Data("configs", name)));
    }

    /// <summary>The data of a model that is tuned, not merged: the candidates learn from the sets of DPO v2 and v3.</summary>
    public DataRecipe DataOf(string model)
    {
        var recipe = DataRecipe.Named(model switch { ModelName.Candidate1 => ModelName.DpoV2, ModelName.Candidate2 => ModelName.DpoV3, _ => model });
        return ShareOfTable1 < 1 ? recipe.Scaled(ShareOfTable1, Seed) : recipe;
    }

    /// <summary>How a model is aligned.</summary>
    public AlignmentPlan AlignmentOf(string model) => model switch
    {
        ModelName.Candidate1 => Candidate1,
        ModelName.Candidate2 => Candidate2,
        _ => Dpo,
    };

    /// <exception cref="ArgumentException">The numbers do not make a reproduction; the message says which.</exception>
    public PaperRecipe Validate()
    {
        Base.Validate();
        UpScaled.Validate();
        Continuation.Validate();
        Sft.Validate();
        Evaluation.Validate();
        Contamination.Validate();
        Memory.Validate();
        foreach (var (plan, objective) in new[] { Dpo, Candidate1, Candidate2 })
        {
            plan.Validate();
            objective.Validate();
        }

        if (DepthPlan.Parse(Plan, Base.NumHiddenLayers).ScaledLayers is var layers && layers != UpScaled.NumHiddenLayers)
            throw new ArgumentException($"The plan {Plan} makes {layers} layers, and the up-scaled model has {UpScaled.NumHiddenLayers}.");
        return this;
    }

    private static AlignmentPlan Alignment(double rate) => new(
        new() { Epochs = 3, RowsPerBatch = 64, TokensPerRow = 1024, LearningRate = rate, Decay = Decay.Linear, Beta2 = 0.999, CheckpointEvery = 200, Threads = 0 },
        new());
}
