using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Solar.Research.Experiments.Claims;

namespace Solar.Research.Tests;

/// <summary>The committed notebooks: short enough for a class, and shown as they were run. That they run is the last stage of <c>./solar reproduce</c>.</summary>
public sealed partial class NotebookTests
{
    private const int MostCells = 25, MostLines = 15, MostColumns = 88; // the columns that the classic front end shows

    public static TheoryData<string> Names => [.. ClaimNotebooks.All(Fixtures.Root).Select(path => Path.GetFileName(path))];

    [Fact]
    public void There_are_notebooks() => Assert.True(Names.Count >= 3, $"only {Names.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_is_short_enough_to_be_read_aloud(string name)
    {
        var cells = Cells(name);
        Assert.True(cells.Count <= MostCells, $"{cells.Count} cells");
        foreach (var code in Code(name).Select(cell => Text(cell["source"])))
        {
            var lines = code.Split('\n');
            Assert.True(lines.Length <= MostLines, $"{lines.Length} lines:\n{code}");
            Assert.All(lines, line => Assert.True(line.Length <= MostColumns, $"{line.Length} columns: {line}"));
            Assert.DoesNotMatch(Declaration(), code);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_was_run_from_its_first_cell_to_its_last(string name)
    {
        var code = Code(name);
        Assert.Equal(Enumerable.Range(1, code.Count), code.Select(cell => (int)cell["execution_count"]!));
        var outputs = code.SelectMany(Outputs).ToList();
        Assert.DoesNotContain("error", outputs.Select(output => (string)output["output_type"]!));
        Assert.DoesNotContain("stderr", outputs.Select(output => (string?)output["name"]));
        Assert.Equal("solar-csharp", (string?)Whole(name)["metadata"]!["kernelspec"]!["name"]);
        Assert.DoesNotContain("injected-parameters", File.ReadAllText(PathOf(name)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_outputs_are_shown_everywhere_and_tell_nothing_of_the_machine(string name)
    {
        foreach (var forms in Code(name).SelectMany(Outputs).Select(output => output["data"]).OfType<JsonObject>())
        {
            var types = forms.Select(form => form.Key).ToList();
            Assert.True(types.Contains("text/plain") || types.SequenceEqual(["text/html"]), string.Join(", ", types));
            if (types.Contains("application/vnd.plotly.v1+json"))
                Assert.Contains("image/png", types);
            Assert.DoesNotContain("<script", Text(forms["text/html"] ?? ""), StringComparison.Ordinal);
            foreach (var (type, form) in forms)
            {
                if (!type.StartsWith("image/", StringComparison.Ordinal))
                    Assert.DoesNotMatch(PlaceOrTime(), form is JsonObject ? form.ToJsonString() : Text(form));
            }
        }
    }

    [Fact]
    public void The_claims_that_notebooks_show_are_the_published_ones()
    {
        var shown = string.Join('\n', ClaimNotebooks.All(Fixtures.Root).SelectMany(path => Code(Path.GetFileName(path))).SelectMany(Outputs).Select(output => Text(output["data"]?["text/plain"] ?? "")));
        foreach (var claim in ClaimsLedger.Read(Path.Combine(Fixtures.Root, "results", "claims.csv")))
            Assert.Contains($"{claim.Measured}", shown, StringComparison.Ordinal);
    }

    private static List<JsonNode> Code(string name) => [.. Cells(name).Where(cell => (string?)cell["cell_type"] == "code")];

    private static IEnumerable<JsonNode> Outputs(JsonNode cell) => cell["outputs"]!.AsArray().Select(output => output!);

    private static List<JsonNode> Cells(string name) => [.. Whole(name)["cells"]!.AsArray().Select(cell => cell!)];

    private static JsonNode Whole(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private static string PathOf(string name) => Path.Combine(Fixtures.Root, ClaimNotebooks.Folder, name);

    private static string Text(JsonNode? text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!;

    // A class, or a loop over epochs: what belongs into the library.
    [GeneratedRegex(@"^\s*(public |sealed |static )*(class|interface|struct)\s|\bepoch", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"/(?:tmp|home|root|work)/|[A-Z]:\\|\b\d{1,2}:\d{2}:\d{2}\b|\d{4}-\d{2}-\d{2}")]
    private static partial Regex PlaceOrTime();
}
