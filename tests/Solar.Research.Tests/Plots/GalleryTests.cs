using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Solar.Research.Tests.Plots;

public sealed class GalleryTests : IDisposable
{
    private static readonly string? Kept = Environment.GetEnvironmentVariable("SOLAR_GALLERY");

    private readonly string _folder = Kept ?? Directory.CreateTempSubdirectory("solar-gallery-").FullName;

    public static TheoryData<string> Names => [.. FigureGallery.All.Keys];

    public void Dispose()
    {
        if (Kept is null)
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_examples_of_the_readme_are_drawn_as_they_stand_there()
    {
        var readme = File.ReadAllText(Path.Combine(Fixtures.Root, "src", "Solar.Research", "Plots", "README.md")).Split("```csharp\n").Skip(1).Select(part => part.Split("```")[0]).ToList();
        var compiled = File.ReadAllText(Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Plots", "ReadmeFigures.cs"));
        Assert.All(readme, example => Assert.Contains("yield return\n" + example + ";\n", compiled, StringComparison.Ordinal));

        var drawn = ReadmeFigures.All().ToList();
        Assert.Equal(readme.Count, drawn.Count);
        for (var i = 0; i < drawn.Count; i++)
        {
            drawn[i].SaveSvg(Path.Combine(_folder, $"readme-{i + 1}.svg"));
            File.WriteAllText(Path.Combine(_folder, $"readme-{i + 1}.json"), drawn[i].ToPlotlyJson());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_figure_is_drawn(string name)
    {
        var figure = FigureGallery.All[name];
        var path = Path.Combine(_folder, name);
        figure.SaveSvg(path + ".svg");
        File.WriteAllText(path + ".json", figure.ToPlotlyJson());
        File.WriteAllText(path + ".txt", figure.ToString());

        Assert.Equal("svg", XDocument.Load(path + ".svg").Root!.Name.LocalName);
        Assert.NotEmpty(JsonNode.Parse(File.ReadAllText(path + ".json"))!["data"]!.AsArray());
        Assert.StartsWith($"Figure \"{figure.Title}\"", File.ReadAllText(path + ".txt"), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", File.ReadAllText(path + ".svg") + File.ReadAllText(path + ".json"), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', File.ReadAllText(path + ".txt"));
    }
}
