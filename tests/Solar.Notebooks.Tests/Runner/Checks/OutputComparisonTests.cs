using System.Text.Json.Nodes;
using Solar.Notebooks.Display;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Runner.Checks;

namespace Solar.Notebooks.Tests.Runner.Checks;

public class OutputComparisonTests
{
    private static readonly CheckOptions Exact = new() { Relative = 0, Absolute = 0 };
    private static readonly CheckOptions Percent = new() { Relative = 0.01, Absolute = 0 };

    [Theory]
    [InlineData("loss 3.45", "loss 3.45", true)]
    [InlineData("loss 3.45", "loss 3.46", true)]
    [InlineData("loss 3.45", "loss 3.55", false)]
    [InlineData("loss 3.45", "cost 3.45", false)]
    [InlineData("-1e-5 and 7", "-1.001e-5 and 7.0", true)]
    [InlineData("1 2", "1", false)]
    [InlineData("x1", "x2", false)]
    [InlineData("1.2.3", "1.2.4", false)]
    [InlineData("NaN", "NaN", true)]
    [InlineData("NaN", "1", false)]
    [InlineData("1", "-1", false)]
    [InlineData("a\nb", "a", false)]
    public void Text_is_equal_but_for_numbers_within_the_tolerance(string stored, string fresh, bool equal) =>
        Assert.Equal(equal, TextComparison.FirstDifference(stored, fresh, Percent) is null);

    [Fact]
    public void A_difference_says_the_line_both_texts_and_how_far_the_numbers_are_apart()
    {
        var difference = OutputComparison.FirstDifference([new StreamOutput("stdout", "step 1\nloss 3.45")], [new StreamOutput("stdout", "step 1\nloss 3.55")], Percent)!;

        Assert.Equal("output 1, stdout, line 2", difference.Where);
        Assert.Equal(("loss 3.45", "loss 3.55"), (difference.Stored, difference.Fresh));
        Assert.Equal("3.45 and 3.55 are 0.1 apart (0.0282 of the larger); 0.01 of it or 0 would pass", difference.Why);
    }

    [Theory]
    [InlineData("""{"a": 1, "b": [1, 2]}""", """{"b": [1, 2.0], "a": 1}""", null)]
    [InlineData("""{"a": [1, 2]}""", """{"a": [1, 2, 3]}""", "$.a")]
    [InlineData("""{"data": [{"y": [1, 2]}]}""", """{"data": [{"y": [1, 2.1]}]}""", "$.data[0].y[1]")]
    [InlineData("""{"data": [{"y": [1, 2]}]}""", """{"data": [{"y": [1, 2.01]}]}""", null)]
    [InlineData("""{"a": 1}""", """{"a": 1, "b": null}""", "$.b")]
    [InlineData("""{"a": "loss 1.00"}""", """{"a": "loss 1.001"}""", null)]
    [InlineData("""{"a": true}""", """{"a": false}""", "$.a")]
    [InlineData("""{"a": null}""", """{"a": 0}""", "$.a")]
    [InlineData("""{"a": "1"}""", """{"a": 1}""", "$.a")]
    public void Json_is_compared_member_by_member_and_numbers_as_numbers(string stored, string fresh, string? where) =>
        Assert.Equal(where, JsonComparison.FirstDifference(JsonNode.Parse(stored), JsonNode.Parse(fresh), Percent)?.Where);

    [Fact]
    public void Images_are_compared_by_size_by_presence_or_not_at_all()
    {
        var (small, large, none) = (Shown(Png(1, 2)), Shown(Png(1, 3)), Shown(null));

        Assert.Null(Compare(small, Shown(Png(1, 2)), ImageComparison.Size));
        Assert.Equal("output 1, image/png, size", Compare(small, large, ImageComparison.Size)!.Where);
        Assert.Equal("1 x 3", Compare(small, large, ImageComparison.Size)!.Fresh);
        Assert.Null(Compare(small, large, ImageComparison.Presence));
        Assert.Equal("(not there)", Compare(small, none, ImageComparison.Presence)!.Fresh);
        Assert.Null(Compare(small, none, ImageComparison.Skip));
    }

    [Fact]
    public void Outputs_must_be_as_many_and_of_the_same_kinds()
    {
        CellOutput text = new StreamOutput("stdout", "a\n"), value = new ResultOutput(MimeBundle.Text("a"), 1), shown = new DisplayOutput(MimeBundle.Text("a"));

        Assert.Equal(new("output 2", "(none)", "value: a"), OutputComparison.FirstDifference([text], [text, value], Exact));
        Assert.Equal(new("output 1", "stdout: a", "(none)"), OutputComparison.FirstDifference([text], [], Exact));
        Assert.Equal(new("output 1", "value: a", "display: a"), OutputComparison.FirstDifference([value], [shown], Exact));
        Assert.Equal(new("output 1", "stdout: a", "stderr: a"), OutputComparison.FirstDifference([text], [new StreamOutput("stderr", "a\n")], Exact));
    }

    [Fact]
    public void Pieces_of_a_stream_and_execution_counts_and_tracebacks_do_not_matter()
    {
        Assert.Null(OutputComparison.FirstDifference([new StreamOutput("stdout", "a"), new StreamOutput("stdout", "b")], [new StreamOutput("stdout", "ab")], Exact));
        Assert.Null(OutputComparison.FirstDifference([new ResultOutput(MimeBundle.Text("a"), 1)], [new ResultOutput(MimeBundle.Text("a"), 7)], Exact));
        Assert.Null(OutputComparison.FirstDifference([new ErrorOutput("E", "m", ["x"])], [new ErrorOutput("E", "m", [])], Exact));
        Assert.NotNull(OutputComparison.FirstDifference([new ErrorOutput("E", "m", [])], [new ErrorOutput("E", "n", [])], Exact));
    }

    private static OutputDifference? Compare(CellOutput stored, CellOutput fresh, ImageComparison images) =>
        OutputComparison.FirstDifference([stored], [fresh], Exact with { Images = images });

    private static DisplayOutput Shown(string? png)
    {
        var data = new Dictionary<string, JsonNode?> { ["text/plain"] = "Figure" };
        if (png is not null)
            data["image/png"] = png;
        return new(new(data));
    }

    private static string Png(byte width, byte height) =>
        Convert.ToBase64String([0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
}
