namespace Solar.Research.Tuning.Pretraining;

/// <summary>Everything that decides the outcome of pre-training, from scratch or continued. Saved beside its results.</summary>
/// <remarks>Paper §2: "continued pretraining" of the up-scaled model; its data, length and learning rate are not given.</remarks>
public sealed record PretrainingRecipe
{
    /// <summary>The value of <see cref="Kind"/> by which a recipe file is known.</summary>
    public const string KindName = "pretraining";

    /// <summary>What this recipe is for: "pretraining".</summary>
    public required string Kind { get; init; }

    /// <summary>A checkpoint folder, whose training continues; or a config.json, whose model starts from fresh weights.</summary>
    public required string Model { get; init; }

    /// <summary>The tokenizer: a file or a folder that holds one.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Files of documents: .jsonl with a member "text", or .txt.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>The share of documents, chosen by their hash, that is only measured on.</summary>
    public double ValidationShare { get; init; } = 0.02;

    /// <summary>How the model is trained. Its seed also draws fresh weights and lays the documents.</summary>
    public required TrainRecipe Training { get; init; }

    /// <exception cref="ArgumentException">The members do not make a run; the message says which.</exception>
    public PretrainingRecipe Validate()
    {
        if (Kind != KindName)
            throw new ArgumentException($"The recipe's kind is '{Kind}', not '{KindName}'.");
        if (Documents.Count == 0)
            throw new ArgumentException("The recipe names no documents.");
        if (ValidationShare is not (>= 0 and < 1))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The validation share is {ValidationShare}; it lies in [0, 1)."));
        Training.Validate();
        return this;
    }

    /// <summary>The same recipe with its relative paths taken from a folder, that of the recipe file.</summary>
    public PretrainingRecipe From(string folder) => this with
    {
        Model = Path.GetFullPath(Model, folder),
        Tokenizer = Path.GetFullPath(Tokenizer, folder),
        Documents = [.. Documents.Select(path => Path.GetFullPath(path, folder))],
    };
}
