using Solar.Research.Experiments;
using Solar.Research.Experiments.Paper;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Experiments.Paper;

/// <summary>The shipped recipe and shapes, which the tests do their arithmetic on.</summary>
internal static class PaperShapes
{
    /// <summary>N of Mistral 7B: 32 · 218,112,000 + 262,148,096, as <c>ParameterCountTests</c> works out.</summary>
    public const long Mistral = 7_241_732_096;

    /// <summary>N of SOLAR 10.7B: 48 · 218,112,000 + 262,148,096.</summary>
    public const long Solar = 10_731_524_096;

    /// <summary>The checkout, with a cache that holds nothing.</summary>
    public static ExperimentFolders Folders { get; } = new(Fixtures.Root, Path.Combine(Path.GetTempPath(), "nothing-is-here"));

    public static PaperRecipe Recipe { get; } = PaperRecipe.Of(Folders);

    /// <summary>A trainer that saves nothing.</summary>
    public static MemorySwitches Lavish { get; } = new()
    {
        MasterWeights = MasterKind.Float32,
        OptimizerState = StatePrecision.Float32,
        GradientCheckpointing = false,
        RowsPerMicroBatch = 16,
    };

    /// <summary>With attention that holds its scores: the fuller of the two ways.</summary>
    public static PaperPlan Plan(MemorySwitches? memory = null, GpuKind? gpu = null, PaperSettings? settings = null) =>
        PaperPlan.Of(Recipe with { Memory = memory ?? new() }, settings, new(gpu ?? GpuKind.H100, Attention: AttentionKernel.Composed));

    public static PlannedStage Stage(this PaperPlan plan, string name) => plan.Stages.Single(stage => stage.Name == name);
}
