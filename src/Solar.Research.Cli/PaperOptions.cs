using System.CommandLine;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Paper;
using Solar.Research.Tuning;

namespace Solar.Research.Cli;

/// <summary>What <c>reproduce</c> takes at the paper's scale alone.</summary>
internal static class PaperOptions
{
    /// <summary>The scale's name.</summary>
    public const string Scale = "paper";

    private static readonly Option<bool> PlanOnly = new("--plan") { Description = "At paper scale: print every stage with what it needs and costs, and start nothing." };
    private static readonly Option<string?> Settings = new("--settings") { Description = "At paper scale: where models and data are, as JSON (data/paper/settings.example.json)." };
    private static readonly Option<string?> GpuName = new("--gpu") { Description = $"At paper scale: the GPU to plan for: {string.Join(", ", GpuKind.All.Select(gpu => gpu.Name))} (default: h100)." };
    private static readonly Option<double?> GpuMemory = new("--gpu-memory-gb") { Description = "At paper scale: its memory, in place of the named one's." };
    private static readonly Option<double?> GpuTflops = new("--gpu-tflops") { Description = "At paper scale: its dense bfloat16 peak, in place of the named one's." };
    private static readonly Option<double> Utilisation = new("--mfu") { Description = "At paper scale: the share of the peak that goes into the model's own operations.", DefaultValueFactory = _ => PaperMachine.UsualUtilisation };
    private static readonly Option<string> Attention = new("--attention") { Description = "At paper scale: plan for attention in one kernel, as on a GPU with PyTorch 2 (sdpa), or in operations that hold every score (composed).", DefaultValueFactory = _ => "sdpa" };
    private static readonly Option<string?> Master = new("--master-weights") { Description = "At paper scale: float32, offloaded or none, in place of the settings'." };
    private static readonly Option<string?> State = new("--optimizer-state") { Description = "At paper scale: float32, bfloat16 or int8, in place of the settings'." };
    private static readonly Option<bool?> Checkpointing = new("--gradient-checkpointing") { Description = "At paper scale: true or false, in place of the settings'." };
    private static readonly Option<int?> MicroBatch = new("--micro-batch") { Description = "At paper scale: rows in memory at once, in place of the settings'." };
    private static readonly Option<int?> LoraRank = new("--lora") { Description = "At paper scale: tune adapters of this rank in SFT and DPO; 0 for none." };
    private static readonly Option<bool> AsJson = new("--json") { Description = "With --plan: print JSON." };

    private static readonly Option[] All = [PlanOnly, Settings, GpuName, GpuMemory, GpuTflops, Utilisation, Attention, Master, State, Checkpointing, MicroBatch, LoraRank, AsJson];

    /// <summary>Adds them to a command, and refuses them at other scales.</summary>
    public static void AddTo(Command command, Option<string> scale)
    {
        Attention.AcceptOnlyFromAmong("composed", "sdpa");
        Master.AcceptOnlyFromAmong("float32", "offloaded", "none");
        State.AcceptOnlyFromAmong("float32", "bfloat16", "int8");
        foreach (var option in All)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(scale) == Scale)
            {
                if (result.GetValue(AsJson) && !result.GetValue(PlanOnly))
                    result.AddError("--json goes with --plan.");
                return;
            }

            if (All.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } stray)
                result.AddError($"{stray.Name} goes with --scale {Scale}.");
        });
    }

    /// <summary>Whether only the plan is wanted.</summary>
    public static bool IsPlan(ParseResult parsed) => parsed.GetValue(PlanOnly);

    /// <summary>Whether it is wanted as JSON.</summary>
    public static bool IsJson(ParseResult parsed) => parsed.GetValue(AsJson);

    /// <summary>The settings with the switches of the command line in them; none when there is no file.</summary>
    public static PaperSettings? SettingsOf(ParseResult parsed) => parsed.GetValue(Settings) is { } path ? PaperSettings.Load(path) : null;

    /// <summary>The recipe.</summary>
    public static PaperRecipe RecipeOf(ParseResult parsed, ExperimentFolders folders, PaperSettings? settings)
    {
        var recipe = PaperRecipe.Of(folders, settings);
        var memory = recipe.Memory;
        return (recipe with
        {
            Memory = memory with
            {
                MasterWeights = parsed.GetValue(Master) is { } master ? Enum.Parse<MasterKind>(master, ignoreCase: true) : memory.MasterWeights,
                OptimizerState = parsed.GetValue(State) is { } state ? Enum.Parse<StatePrecision>(state, ignoreCase: true) : memory.OptimizerState,
                GradientCheckpointing = parsed.GetValue(Checkpointing) ?? memory.GradientCheckpointing,
                RowsPerMicroBatch = parsed.GetValue(MicroBatch) ?? memory.RowsPerMicroBatch,
                LoraRank = parsed.GetValue(LoraRank) switch { null => memory.LoraRank, 0 => null, var rank => rank },
            },
        }).Validate();
    }

    /// <summary>The machine to plan for.</summary>
    public static PaperMachine MachineOf(ParseResult parsed) => new PaperMachine(
        GpuKind.Of(parsed.GetValue(GpuName), parsed.GetValue(GpuMemory), parsed.GetValue(GpuTflops)),
        parsed.GetValue(Utilisation),
        Enum.Parse<AttentionKernel>(parsed.GetRequiredValue(Attention), ignoreCase: true)).Validate();
}
