using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>A set and how much of it is used.</summary>
public sealed record RecipeSet
{
    /// <summary>Its name in a data folder.</summary>
    public required string Set { get; init; }

    /// <summary>How many examples at most, drawn by the seed (<see cref="Draw"/>); all, when it is null.</summary>
    public int? Maximum { get; init; }

    /// <summary>The seed of the subsample.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>Examples of several sets, one set after the other, and the report of each.</summary>
/// <param name="Examples">All examples.</param>
/// <param name="Reports">One for each set of the recipe.</param>
public sealed record RecipeRows<T>(IReadOnlyList<T> Examples, IReadOnlyList<SetReport> Reports);

/// <summary>What a variant of the paper is tuned on: sets, how much of each, and with which seeds.</summary>
/// <remarks>
/// Paper Table 1 for the amounts, Table 3 for SFT v1 to v4, §4.3.2 and Table 4 for DPO v1 and v2, Table 5 for DPO v3. The paper does not say
/// how it subsampled; seeds are ours. Where Table 1 uses the whole set, the recipe has no maximum.
/// </remarks>
public sealed record DataRecipe
{
    /// <summary>The variant, such as "sft-v3".</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required TrainingKind Kind { get; init; }

    /// <summary>The sets, in order.</summary>
    public required IReadOnlyList<RecipeSet> Sets { get; init; }

    /// <summary>Whether rows of the tasks of Table 8 are left out of sets that are derived from FLAN.</summary>
    public bool FilterTasks { get; init; } = true;

    /// <summary>SFT v1: Alpaca-GPT4.</summary>
    public static DataRecipe SftV1 { get; } = Instruction("sft-v1", TrainingSet.AlpacaGpt4);

    /// <summary>SFT v2: Alpaca-GPT4 and OpenOrca.</summary>
    public static DataRecipe SftV2 { get; } = Instruction("sft-v2", TrainingSet.AlpacaGpt4, TrainingSet.OpenOrca);

    /// <summary>SFT v3: Alpaca-GPT4, OpenOrca and Synth. Math-Instruct.</summary>
    public static DataRecipe SftV3 { get; } = Instruction("sft-v3", TrainingSet.AlpacaGpt4, TrainingSet.OpenOrca, TrainingSet.SynthMathInstruct);

    /// <summary>SFT v4: Alpaca-GPT4 and Synth. Math-Instruct.</summary>
    public static DataRecipe SftV4 { get; } = Instruction("sft-v4", TrainingSet.AlpacaGpt4, TrainingSet.SynthMathInstruct);

    /// <summary>DPO v1: Ultrafeedback Cleaned, on SFT v3.</summary>
    public static DataRecipe DpoV1 { get; } = Alignment("dpo-v1", TrainingSet.UltraFeedbackCleaned);

    /// <summary>DPO v2: Ultrafeedback Cleaned and Synth. Math-Alignment, on SFT v3.</summary>
    public static DataRecipe DpoV2 { get; } = Alignment("dpo-v2", TrainingSet.UltraFeedbackCleaned, TrainingSet.SynthMathAlignment);

    /// <summary>DPO v3: the sets of DPO v2, on SFT v3 + v4.</summary>
    public static DataRecipe DpoV3 { get; } = Alignment("dpo-v3", TrainingSet.UltraFeedbackCleaned, TrainingSet.SynthMathAlignment);

    /// <summary>The paper's variants that are trained; the others are merges.</summary>
    public static IReadOnlyList<DataRecipe> All { get; } = [SftV1, SftV2, SftV3, SftV4, DpoV1, DpoV2, DpoV3];

    /// <summary>The variant of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static DataRecipe Named(string name) =>
        All.FirstOrDefault(recipe => recipe.Name == name) ?? throw new ArgumentException($"No recipe is called '{name}'; there are {string.Join(", ", All.Select(recipe => recipe.Name))}.", nameof(name));

    /// <summary>The recipe for a smaller world: every set of Table 1 at this fraction of what the paper used, at least one row of each.</summary>
    /// <param name="factor">In (0, 1].</param>
    /// <param name="seed">The seed of every set.</param>
    public DataRecipe Scaled(double factor, long seed = 1)
    {
        if (factor is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A recipe is scaled by a fraction in (0, 1].");
        return this with { Sets = [.. Sets.Select(set => set with { Seed = seed, Maximum = Scale(set) })] };

        int Scale(RecipeSet set) => (set.Maximum ?? TrainingSet.Named(set.Set).MaximumUsed) is { } used
            ? Math.Max(1, (int)Math.Round(used * factor))
            : throw new ArgumentException($"The set '{set.Set}' of {Name} has no maximum to scale and is not in Table 1; give it one.");
    }

    /// <summary>The examples for instruction tuning.</summary>
    /// <param name="folder">Where the sets are.</param>
    /// <param name="benchmarks">Where the benchmarks are that the Table 8 filter compares with; the same folder, when left out.</param>
    /// <exception cref="InvalidOperationException">The recipe is for alignment.</exception>
    /// <exception cref="FileNotFoundException">A set is missing.</exception>
    /// <exception cref="InvalidDataException">A row is broken; the message has file and line.</exception>
    public RecipeRows<InstructionExample> Instructions(DataFolder folder, DataFolder? benchmarks = null) => Rows(TrainingKind.Instruction, folder, benchmarks, set => set.InstructionSchema);

    /// <summary>The pairs for alignment tuning.</summary>
    /// <inheritdoc cref="Instructions"/>
    public RecipeRows<PreferenceExample> Preferences(DataFolder folder, DataFolder? benchmarks = null) => Rows(TrainingKind.Alignment, folder, benchmarks, set => set.PreferenceSchema);

    /// <exception cref="ArgumentException">A set is unknown, twice there, of the other kind, or has a maximum below 1.</exception>
    public DataRecipe Validate()
    {
        if (Sets.Count == 0)
            throw new ArgumentException($"The recipe {Name} has no set.");
        foreach (var set in Sets)
        {
            if (TrainingSet.Named(set.Set).Kind != Kind)
                throw new ArgumentException($"The recipe {Name} is for {Kind} tuning; '{set.Set}' is not.");
            if (set.Maximum is < 1)
                throw new ArgumentException($"The recipe {Name} uses at most {set.Maximum} rows of '{set.Set}'; leave the set out instead.");
        }

        return Sets.GroupBy(set => set.Set).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? throw new ArgumentException($"The recipe {Name} has the set '{twice.Key}' twice.")
            : this;
    }

    private static DataRecipe Instruction(string name, params TrainingSet[] sets) => Of(name, TrainingKind.Instruction, sets);

    private static DataRecipe Alignment(string name, params TrainingSet[] sets) => Of(name, TrainingKind.Alignment, sets);

    private static DataRecipe Of(string name, TrainingKind kind, TrainingSet[] sets) => new()
    {
        Name = name,
        Kind = kind,
        Sets = [.. sets.Select(set => new RecipeSet { Set = set.Name, Maximum = set.MaximumUsed < set.Total ? set.MaximumUsed : null })],
    };

    private RecipeRows<T> Rows<T>(TrainingKind kind, DataFolder folder, DataFolder? benchmarks, Func<TrainingSet, RowSchema<T>> schemaOf)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (Validate().Kind != kind)
            throw new InvalidOperationException($"The recipe {Name} is for {Kind} tuning, not for {kind} tuning.");
        var filter = new Lazy<TaskFilter?>(() => FilterTasks ? TaskFilter.Against(benchmarks ?? folder) : null);
        var drawn = Sets.Select(set =>
        {
            var schema = schemaOf(TrainingSet.Named(set.Set));
            return schema.Read(folder[set.Set], new Draw { Maximum = set.Maximum, Seed = set.Seed, Filter = schema.Task is null ? null : filter.Value });
        }).ToList();
        return new([.. drawn.SelectMany(rows => rows.Examples)], [.. drawn.Select(rows => rows.Report)]);
    }
}
