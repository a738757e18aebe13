using System.Text.Json.Nodes;

namespace Solar.Research.Cli.Tests;

/// <summary>The last stage of <c>reproduce</c>, on a checkout whose notebooks are a line long.</summary>
public sealed class NotebookStageTests
{
    [Fact]
    public void At_a_scale_that_is_not_published_copies_are_written_and_the_notebooks_stay()
    {
        using var solar = Checkout(("00-scale", "var scale = \"classroom\";", "$\"at {scale} scale\""), ("01-sum", "var two = 2;", "two + 1"));
        var before = File.ReadAllText(solar["notebooks/00-scale.ipynb"]);

        var ended = solar.Run("reproduce", "--only", "notebooks", "--scale", "smoke");

        Assert.True(ended.Code == 0, ended.Error + ended.Out);
        Assert.Contains("2 notebooks, ", ended.Out, StringComparison.Ordinal);
        Assert.Contains("0 failed", ended.Out, StringComparison.Ordinal);
        Assert.Equal("at smoke scale", Result(solar["results/smoke/notebooks/00-scale.ipynb"]));
        Assert.Equal("3", Result(solar["results/smoke/notebooks/01-sum.ipynb"]));
        Assert.Equal(before, File.ReadAllText(solar["notebooks/00-scale.ipynb"]));
    }

    [Fact]
    public void At_the_published_scale_the_notebooks_get_their_outputs()
    {
        using var solar = Checkout(("00-scale", "var scale = \"classroom\";", "$\"at {scale} scale\""));

        var ended = solar.Run("reproduce", "--only", "notebooks");

        Assert.True(ended.Code == 0, ended.Error + ended.Out);
        Assert.Equal("at classroom scale", Result(solar["notebooks/00-scale.ipynb"]));
        Assert.DoesNotContain("injected", File.ReadAllText(solar["notebooks/00-scale.ipynb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_cell_fails_the_command_and_is_named()
    {
        using var solar = Checkout(("00-good", "var one = 1;", "one"), ("01-bad", "var two = 2;", "throw new Exception(\"the roof leaks\");"));

        var ended = solar.Run("reproduce", "--only", "notebooks", "--scale", "smoke");

        Assert.Equal(1, ended.Code);
        Assert.Contains("01-bad.ipynb", ended.Out, StringComparison.Ordinal);
        Assert.Contains("failed  throw new", ended.Out, StringComparison.Ordinal);
        Assert.Contains("the roof leaks", ended.Out, StringComparison.Ordinal);
        Assert.Equal("solar: the notebooks did not run to their end at smoke scale; the failed cell is shown above", ended.Error.Trim());
    }

    [Theory]
    [InlineData("galactic", "no scale 'galactic'")]
    [InlineData("smoke", "no notebook")]
    public void Without_such_a_scale_or_any_notebook_it_says_so(string scale, string told)
    {
        using var solar = Checkout();
        var ended = solar.Run("reproduce", "--only", "notebooks", "--scale", scale);
        Assert.Equal(1, ended.Code);
        Assert.Contains(told, ended.Error, StringComparison.Ordinal);
    }

    private static Solar Checkout(params (string Name, string Parameters, string Code)[] notebooks)
    {
        var solar = new Solar();
        Directory.CreateDirectory(solar["notebooks"]);
        Directory.CreateSymbolicLink(solar["src"], Path.Combine(Solar.Root, "src"));
        foreach (var (name, parameters, code) in notebooks)
        {
            JsonObject Cell(string id, string text, params string[] tags) => new()
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = id,
                ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
                ["outputs"] = new JsonArray(),
                ["source"] = text,
            };

            var parameter = parameters.StartsWith("var scale", StringComparison.Ordinal) ? Cell("first", parameters, "parameters") : Cell("first", parameters);
            File.WriteAllText(solar[$"notebooks/{name}.ipynb"], new JsonObject
            {
                ["cells"] = new JsonArray(parameter, Cell("second", code)),
                ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = "C#", ["language"] = "C#", ["name"] = "solar-csharp" } },
                ["nbformat"] = 4,
                ["nbformat_minor"] = 5,
            }.ToJsonString());
        }

        return solar;
    }

    private static string Result(string notebook)
    {
        var output = JsonNode.Parse(File.ReadAllText(notebook))!["cells"]!.AsArray()[^1]!["outputs"]![0]!["data"]!["text/plain"]!;
        return output is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)output!;
    }
}
