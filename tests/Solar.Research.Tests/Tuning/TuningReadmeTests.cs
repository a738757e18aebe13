using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Sft;

namespace Solar.Research.Tests.Tuning;

public sealed class TuningReadmeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("readme").FullName;

    [Fact]
    public void The_recipes_in_the_readme_tune()
    {
        TinyTuning.Write(_root);
        var (sft, dpo) = (RecipeJson.Read<SftRecipe>(Block("sft")), RecipeJson.Read<DpoRecipe>(Block("dpo")));

        var tuned = SftStage.Run((sft with { Training = Short(sft.Training) }).From(_root), new());
        var aligned = DpoStage.Run((dpo with { Training = Short(dpo.Training) }).From(_root), new());

        Assert.Equal((500, 200), (sft.Training.Steps, dpo.Training.Steps));
        Assert.True(tuned.Tokens > 0 && aligned.Tokens > 0);
        Assert.Equal(16, dpo.Lora!.Alpha);
    }

    private static TrainRecipe Short(TrainRecipe recipe) => (recipe with { Steps = 1, Schedule = recipe.Schedule with { WarmupSteps = 0 } }).Validate();

    private static string Block(string kind) =>
        Assert.Single(
            File.ReadAllText(Path.Combine(Fixtures.Root, "src/Solar.Research/Tuning/README.md")).Split("```json\n").Skip(1).Select(text => text.Split("```")[0]),
            text => text.Contains($"\"kind\": \"{kind}\"", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
