using Solar.Research.Model;

namespace Solar.Research.Experiments.Paper;

/// <summary>A stage that does not fit, and what would make it fit.</summary>
/// <param name="Stages">The stages that this is true of.</param>
/// <param name="Bytes">What each takes.</param>
/// <param name="Single">Each switch alone, and the memory after it.</param>
/// <param name="Fewest">The fewest changes that make it fit; none when nothing does.</param>
public sealed record Misfit(IReadOnlyList<string> Stages, double Bytes, IReadOnlyList<SwitchedMemory> Single, SwitchedMemory? Fewest);

/// <summary>The whole reproduction at the paper's scale: every stage with what it needs and costs, worked out from shapes.</summary>
public sealed record PaperPlan
{
    /// <summary>What it is done on.</summary>
    public required PaperMachine Machine { get; init; }

    /// <summary>What had to be guessed.</summary>
    public required PlanningNumbers Numbers { get; init; }

    /// <summary>The up-scaled model, which the letters of the formulas stand for.</summary>
    public required DecoderConfig Model { get; init; }

    /// <summary>The switches that training is planned with.</summary>
    public required MemorySwitches Switches { get; init; }

    /// <summary>Every stage, inputs before the stages that read them.</summary>
    public required IReadOnlyList<PlannedStage> Stages { get; init; }

    /// <summary>What does not fit.</summary>
    public required IReadOnlyList<Misfit> Misfits { get; init; }

    /// <summary>Bytes on the disk when all is done, the base not counted.</summary>
    public double DiskBytes => Stages.Skip(1).Sum(stage => stage.DiskBytes);

    /// <summary>The most bytes on the disk at any moment, the base not counted.</summary>
    public double DiskBytesAtMost => Stages.Skip(1).Select((stage, i) => Stages.Skip(1).Take(i).Sum(before => before.DiskBytes) + Math.Max(stage.DiskBytes, stage.DiskBytesWhileRunning)).Max();

    /// <summary>Floating-point operations of all stages.</summary>
    public double Flops => Stages.Sum(stage => stage.Flops);

    /// <summary>Hours of all stages, one after the other.</summary>
    public double Hours => Stages.Sum(stage => stage.Hours);

    /// <summary>What is missing of models and data, each once.</summary>
    public IReadOnlyList<StageInput> Absent => [.. Stages.SelectMany(stage => stage.Inputs).Where(input => input.IsAbsent).DistinctBy(input => input.Name)];

    /// <summary>Works the plan out. Reads configurations and names of files, no weights and no rows.</summary>
    /// <param name="recipe">What is done.</param>
    /// <param name="settings">Where models and data are; none: nowhere.</param>
    /// <param name="machine">What it is done on.</param>
    /// <param name="numbers">What has to be guessed.</param>
    public static PaperPlan Of(PaperRecipe recipe, PaperSettings? settings, PaperMachine machine, PlanningNumbers? numbers = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(machine);
        numbers ??= new();
        var stages = new StagePlanner(recipe.Validate(), new PaperInputs(settings), machine.Validate(), numbers).All();
        return new()
        {
            Machine = machine,
            Numbers = numbers,
            Model = recipe.UpScaled,
            Switches = recipe.Memory,
            Stages = stages,
            Misfits = [.. MisfitsOf(stages, recipe.Memory, machine.Gpu.MemoryBytes)],
        };
    }

    /// <summary>Why it cannot be started, in a line; nothing when it can.</summary>
    public string? Obstacle()
    {
        if (Absent is { Count: > 0 } absent)
            return $"The reproduction cannot start: {string.Join("; ", absent.Select(input => $"{input.Name} is missing ({input.Problem})"))}.";
        if (Misfits is [var first, ..])
        {
            var switches = first.Fewest is { } fewest
                ? $"it would fit with {string.Join(" and ", fewest.Changes)} ({PaperPlanText.Gb(fewest.Memory.Bytes)})"
                : "no switch makes it fit: take a GPU with more memory";
            return $"The reproduction cannot start: {first.Stages[0]} takes {PaperPlanText.Gb(first.Bytes)} of the {PaperPlanText.Gb(Machine.Gpu.MemoryBytes)} of {Machine.Gpu.Name}; {switches}.";
        }

        return null;
    }

    private static IEnumerable<Misfit> MisfitsOf(IReadOnlyList<PlannedStage> stages, MemorySwitches now, double bytes) =>
        from stage in stages
        where !stage.FitsIn(bytes)
        group stage by (stage.Training is null, stage.Memory.Bytes) into same
        let need = same.First().Training
        select new Misfit(
            [.. same.Select(stage => stage.Name)],
            same.Key.Bytes,
            need is null ? [] : FittingSwitches.Single(need, now),
            need is null ? null : FittingSwitches.Fewest(need, now, bytes));
}
