using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Paper;

/// <summary>The models that a reproduction begins with.</summary>
public sealed record PaperModels
{
    /// <summary>Mistral 7B v0.1, a Hugging Face folder with its tokenizer.</summary>
    public string? Base { get; init; }

    /// <summary>An up-scaled model that has been trained on, such as SOLAR 10.7B v1.0: it then takes the place of the stages before it.</summary>
    public string? UpScaled { get; init; }
}

/// <summary>The data of a reproduction.</summary>
public sealed record PaperData
{
    /// <summary>Prose for the continued pre-training: .jsonl with a member "text" or .txt, or folders of them.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>A folder of tuning sets: <c>Data/Sets/README.md</c>.</summary>
    public string? Sets { get; init; }

    /// <summary>A folder of the six benchmarks: <c>Evaluation/README.md</c>.</summary>
    public string? Benchmarks { get; init; }
}

/// <summary>Where a reproduction at the paper's scale finds what it needs, where it works, and how it fits the GPU. One JSON file.</summary>
public sealed record PaperSettings
{
    /// <summary>The models.</summary>
    public PaperModels Models { get; init; } = new();

    /// <summary>The data.</summary>
    public PaperData Data { get; init; } = new();

    /// <summary>The folder for finished stages; none: the program's cache.</summary>
    public string? Work { get; init; }

    /// <summary>What makes training fit.</summary>
    public MemorySwitches Memory { get; init; } = new();

    /// <summary>Steps of the continued pre-training, of a million tokens each; the paper does not say how many it took.</summary>
    public int? ContinuationSteps { get; init; }

    /// <summary>Reads a file; relative paths start at its folder.</summary>
    /// <exception cref="InvalidDataException">A member is unknown or of the wrong kind; the message names file and member.</exception>
    public static PaperSettings Load(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such settings file; data/paper/settings.example.json is one to copy.", path);
        return RecipeJson.Load<PaperSettings>(path).From(Path.GetDirectoryName(Path.GetFullPath(path))!).Validate();
    }

    /// <summary>The same with its relative paths taken from a folder.</summary>
    public PaperSettings From(string folder)
    {
        return this with
        {
            Models = new() { Base = Full(Models.Base), UpScaled = Full(Models.UpScaled) },
            Data = new() { Documents = [.. Data.Documents.Select(path => Path.GetFullPath(path, folder))], Sets = Full(Data.Sets), Benchmarks = Full(Data.Benchmarks) },
            Work = Full(Work),
        };

        string? Full(string? path) => path is null ? null : Path.GetFullPath(path, folder);
    }

    /// <exception cref="ArgumentException">A number makes no sense; the message says which.</exception>
    public PaperSettings Validate()
    {
        Memory.Validate();
        if (ContinuationSteps < 1)
            throw new ArgumentException($"{ContinuationSteps} steps of continued pre-training train nothing; leave continuation_steps out, or name models.up_scaled.");
        return this;
    }
}
