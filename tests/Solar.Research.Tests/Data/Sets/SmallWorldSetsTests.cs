using Solar.Research.Data.Sets;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Data.Sets;

/// <summary>What the small world writes is read by the readers of the real data.</summary>
public sealed class SmallWorldSetsTests
{
    [Fact]
    public void Every_row_of_the_small_world_is_an_example()
    {
        using var scratch = new ScratchFolder();
        WorldFolder.Write(scratch.Root, WorldRecipe.Smoke);
        var folder = new DataFolder(scratch.Root);

        var reports = TrainingSet.All.Where(set => folder.Find(set.Name) is not null).Select(set => set.Inspect(folder)).ToList();

        Assert.Equal(["alpaca_gpt4", "openorca", "orca_dpo_pairs", "ultrafeedback_cleaned", "math_train"], reports.Select(report => report.Set));
        Assert.All(reports, report => Assert.True(report.Rows > 0 && report.Kept == report.Rows, report.ToString()));
        Assert.All(BenchmarkTexts.Sets, set => Assert.NotEmpty(BenchmarkTexts.Read(folder, set)));
        Assert.Equal(100, DataRecipe.DpoV1.Scaled(100 / 60_800.0).Preferences(folder).Examples.Count);
    }
}
