using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Pretraining;
using Solar.Research.Tuning.Sft;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar train RECIPE.json</c></summary>
internal static class TrainCommand
{
    private static readonly Argument<FileInfo> Recipe = new Argument<FileInfo>("RECIPE") { Description = "A recipe as JSON; its paths are taken from its own folder." }.AcceptExistingOnly();
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Where recipe, metrics, checkpoints and the model go (default: beside the recipe, named for it)." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on from the newest checkpoint, to the same bits as an uninterrupted run." };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("train", "Train a model by a recipe, of which the kind says how: pretraining (from scratch or continued), sft or dpo.") { Recipe, Out, Resume, On };
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(Recipe).FullName;
        var run = new TrainRun
        {
            Folder = parsed.GetValue(Out) ?? Path.ChangeExtension(path, null),
            Resume = parsed.GetValue(Resume),
            Progress = new TrainingLine(),
        };

        var result = Train(path, run, DeviceOption.Of(parsed.GetRequiredValue(On)), cancellation);
        var measured = result.ValidationLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", validation loss {loss:F4}") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Tokens:N0} tokens in {result.Seconds:F1} s ({result.Tokens / result.Seconds:F0} tokens/s){measured}{TrainingLine.Memory(result.PeakDeviceBytes)}: {result.ModelFolder}"));
        return 0;
    }

    private static TrainResult Train(string path, TrainRun run, global::TorchSharp.torch.Device? device, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(path)!;
        return RecipeJson.KindOf(path) switch
        {
            PretrainingRecipe.KindName => PretrainingStage.Run(RecipeJson.Load<PretrainingRecipe>(path).From(folder), run, device, cancellation),
            SftRecipe.KindName => SftStage.Run(RecipeJson.Load<SftRecipe>(path).From(folder), run, device, cancellation),
            DpoRecipe.KindName => DpoStage.Run(RecipeJson.Load<DpoRecipe>(path).From(folder), run, device, cancellation),
            var other => throw new InvalidDataException($"{path}: the recipe's kind is {(other is null ? "missing" : $"'{other}'")}; it is '{PretrainingRecipe.KindName}', '{SftRecipe.KindName}' or '{DpoRecipe.KindName}'."),
        };
    }
}
