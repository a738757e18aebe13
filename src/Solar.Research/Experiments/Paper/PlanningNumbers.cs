namespace Solar.Research.Experiments.Paper;

/// <summary>How much of a benchmark a model reads and writes.</summary>
/// <param name="Task">Its name.</param>
/// <param name="Documents">Rows that are scored: the harness's.</param>
/// <param name="TokensRead">Tokens read of each, what several share counted once (a guess).</param>
/// <param name="TokensWritten">Tokens generated for each (a guess).</param>
public sealed record BenchmarkWork(string Task, int Documents, int TokensRead, int TokensWritten = 0);

/// <summary>What a plan has to guess before any text is tokenized. A run counts its own; nothing here changes a result.</summary>
public sealed record PlanningNumbers
{
    /// <summary>Tokens of an example of each set: prompt, template and one response. Round guesses.</summary>
    public IReadOnlyDictionary<string, int> TokensPerExample { get; init; } = new Dictionary<string, int>
    {
        ["alpaca_gpt4"] = 200,
        ["openorca"] = 500,
        ["synth_math_instruct"] = 300,
        ["ultrafeedback_cleaned"] = 500,
        ["synth_math_alignment"] = 300,
    };

    /// <summary>H6: rows as the harness has them; tokens of 25, 10, 5, 0, 5 and 5 examples before a question. Round guesses.</summary>
    public IReadOnlyList<BenchmarkWork> H6 { get; init; } =
    [
        new("arc", 1172, 1050),
        new("hellaswag", 10042, 1100),
        new("mmlu", 14042, 150),
        new("truthfulqa", 817, 150),
        new("winogrande", 1267, 200),
        new("gsm8k", 1319, 950, 150),
    ];

    /// <summary>Tokens of a text that the contamination test looks at, and of one continuation of it.</summary>
    public (int Text, int Continuation) Tested { get; init; } = (80, 48);

    /// <summary>The most tokens of a GSM8K prompt with its answer.</summary>
    public int TokensOfText { get; init; } = 1206;

    /// <summary>Bytes that growth and merging write in a second: half of what an NVMe disk of a server does, and near what README's measurement found.</summary>
    public double DiskBytesPerSecond { get; init; } = 0.5e9;
}

/// <summary>The machine that a plan is for.</summary>
/// <param name="Gpu">Its GPU.</param>
/// <param name="Utilisation">
/// MFU, the share of the GPU's peak that goes into the model's own operations (Chowdhery et al. 2022, PaLM, appendix B), in training without gradient checkpointing and in
/// reading. Checkpointing's second forward pass is taken as a third more time.
/// </param>
/// <param name="Attention">How attention is computed in training: on a GPU by libtorch's operator (<c>Model/AcceleratorKernels</c>), which with PyTorch 2 holds no scores.</param>
public sealed record PaperMachine(GpuKind Gpu, double Utilisation = PaperMachine.UsualUtilisation, AttentionKernel Attention = AttentionKernel.Sdpa)
{
    /// <summary>A choice: PaLM reports 0.46, well-tuned training of 7B models on one A100 or H100 between 0.35 and 0.55.</summary>
    public const double UsualUtilisation = 0.4;

    /// <exception cref="ArgumentException">The utilisation is no share.</exception>
    public PaperMachine Validate() => Utilisation is > 0 and <= 1
        ? this
        : throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A utilisation of {Utilisation} of the peak; it lies in (0, 1]."));
}
