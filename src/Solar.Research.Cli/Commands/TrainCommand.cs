using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;

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
        var command = new Command("train", "Train a model by a recipe: pre-training, from scratch or continued.") { Recipe, Out, Resume, On };
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(Recipe).FullName;
        var recipe = RecipeJson.Load<PretrainingRecipe>(path).From(Path.GetDirectoryName(path)!);
        var run = new TrainRun
        {
            Folder = parsed.GetValue(Out) ?? Path.ChangeExtension(path, null),
            Resume = parsed.GetValue(Resume),
            Progress = new TrainingLine(),
        };

        var result = PretrainingStage.Run(recipe, run, DeviceOption.Of(parsed.GetRequiredValue(On)), cancellation);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Tokens:N0} tokens in {result.Seconds:F1} s ({result.Tokens / result.Seconds:F0} tokens/s), validation loss {result.ValidationLoss:F4} nats: {result.ModelFolder}"));
        return 0;
    }
}
