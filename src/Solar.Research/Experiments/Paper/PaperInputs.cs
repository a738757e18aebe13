using System.Text.Json;
using Solar.Research.Checkpoints;
using Solar.Research.Data.Sets;
using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Model;

namespace Solar.Research.Experiments.Paper;

/// <summary>What of a reproduction's models and data is there. Looks at names and headers, and reads no row.</summary>
/// <param name="settings">Where things should be; none: nothing is.</param>
internal sealed class PaperInputs(PaperSettings? settings)
{
    /// <summary>The base model, of the shape that it should have.</summary>
    public StageInput Base(DecoderConfig expected) => Model("models.base", settings?.Models.Base, expected, "Mistral 7B v0.1 as a Hugging Face folder");

    /// <summary>The up-scaled model, if the settings take one from outside.</summary>
    public StageInput UpScaled(DecoderConfig expected) => Model("models.up_scaled", settings?.Models.UpScaled, expected, "SOLAR 10.7B v1.0 as a Hugging Face folder");

    /// <summary>Whether the settings take the up-scaled model from outside.</summary>
    public bool HasUpScaled => settings?.Models.UpScaled is not null;

    /// <summary>The prose.</summary>
    public StageInput Documents()
    {
        const string Name = "data.documents";
        if (settings is null || settings.Data.Documents.Count == 0)
            return new(Name, InputState.NotNamed, "name .jsonl or .txt files, or folders of them");
        try
        {
            return Files(settings.Data.Documents).Count > 0 ? new(Name, InputState.Present) : new(Name, InputState.Missing, "the folders hold no .jsonl or .txt file");
        }
        catch (FileNotFoundException absent)
        {
            return new(Name, InputState.Missing, absent.Message);
        }
    }

    /// <summary>A tuning set.</summary>
    public StageInput Set(string name)
    {
        if (settings?.Data.Sets is not { } folder)
            return new(name, InputState.NotNamed, "name a folder of sets as data.sets");
        if (!Directory.Exists(folder))
            return new(name, InputState.Missing, $"{folder}: no such folder");
        try
        {
            return new DataFolder(folder).Find(name) is not null
                ? new(name, InputState.Present)
                : new(name, InputState.Missing, $"{folder} has no {name}.jsonl, .json, .csv or .parquet, nor a folder of it{Hint(name)}");
        }
        catch (InvalidDataException wrong)
        {
            return new(name, InputState.Missing, wrong.Message);
        }
    }

    /// <summary>The benchmarks, as one input.</summary>
    public StageInput Benchmarks(EvaluationRecipe recipe)
    {
        const string Name = "data.benchmarks";
        if (settings?.Data.Benchmarks is not { } folder)
            return new(Name, InputState.NotNamed, "name a folder of the six benchmarks");
        if (!Directory.Exists(folder))
            return new(Name, InputState.Missing, $"{folder}: no such folder");
        var absent = new BenchmarkFolder(folder).Absent(BenchmarkTask.Named(recipe.Tasks), recipe);
        return absent.Count == 0 ? new(Name, InputState.Present) : new(Name, InputState.Missing, $"{folder} lacks {string.Join(", ", absent)}");
    }

    /// <summary>The document files behind names of files and folders, in order.</summary>
    /// <exception cref="FileNotFoundException">One is not there.</exception>
    public static IReadOnlyList<string> Files(IReadOnlyList<string> documents) => [.. documents.SelectMany(FilesOf)];

    private static IEnumerable<string> FilesOf(string path)
    {
        if (Directory.Exists(path))
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".jsonl" or ".txt").Order(StringComparer.Ordinal);
        return File.Exists(path) ? [path] : throw new FileNotFoundException($"{path}: no such file or folder", path);
    }

    private static StageInput Model(string name, string? folder, DecoderConfig expected, string what)
    {
        if (folder is null)
            return new(name, InputState.NotNamed, $"name {what}");
        try
        {
            using var checkpoint = Checkpoint.Open(folder);
            var found = DecoderConfig.Parse(checkpoint.Config);
            return Shape(found) == Shape(expected)
                ? new(name, InputState.Present)
                : new(name, InputState.Missing, $"{folder} has {Shape(found)}; {what} has {Shape(expected)}");
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or JsonException or ArgumentException)
        {
            return new(name, InputState.Missing, wrong.Message);
        }
    }

    private static string Shape(DecoderConfig config) =>
        $"{config.NumHiddenLayers} layers, hidden size {config.HiddenSize}, intermediate size {config.IntermediateSize}, {config.NumAttentionHeads} heads, {config.NumKeyValueHeads} key/value heads, {config.VocabSize} tokens";

    private static string Hint(string set) => set switch
    {
        "synth_math_instruct" or "synth_math_alignment" => "; './solar synth-math' makes it of MATH's problems",
        "openorca" or "alpaca_gpt4" or "ultrafeedback_cleaned" => "; src/Solar.Research/Data/Sets/README.md says where it is published",
        _ => "",
    };
}
