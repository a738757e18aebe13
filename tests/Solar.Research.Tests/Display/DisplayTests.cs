using System.Text.Json.Nodes;
using System.Xml.Linq;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;
using Solar.Research.Display;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Growth;
using Solar.Research.Model;
using Solar.Research.Plots;
using Solar.Research.Tests.Experiments.Growth;

namespace Solar.Research.Tests.Display;

public class DisplayTests
{
    private static readonly DecoderConfig Mistral = DecoderConfig.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "data", "configs", "mistral-7b-v0.1.json")));

    [Fact]
    public void A_figure_is_shown_live_as_a_picture_and_in_words_and_in_nothing_else()
    {
        Assert.SkipWhen(RsvgConvert.Installed is null, "SKIPPED: rsvg-convert is not installed (Debian's librsvg2-bin).");
        var figure = Figure.Of("It falls", "tokens", "loss, nats").Line("DUS", [0, 1], [5, 4]);
        var shown = Shown.Of(figure);

        Assert.Equal(["application/vnd.plotly.v1+json", "image/png", "text/plain"], shown.Keys);
        Assert.Equal(["data", "layout"], JsonNode.Parse(shown["application/vnd.plotly.v1+json"])!.AsObject().Select(member => member.Key));
        Assert.Equal(figure.ToString(), shown["text/plain"]);

        var png = Convert.FromBase64String(shown["image/png"]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        var width = (double)XDocument.Parse(figure.ToSvg()).Root!.Attribute("width")!;
        Assert.Equal(2 * width, (png[16] << 24) + (png[17] << 16) + (png[18] << 8) + png[19]); // the header's width: twice the size
    }

    [Fact]
    public void Without_the_program_there_is_no_picture_and_one_line_says_so()
    {
        using var warnings = new StringWriter();
        Assert.Null(RsvgConvert.Find("/nowhere", warnings));
        Assert.Contains("librsvg2-bin", warnings.ToString(), StringComparison.Ordinal);
        Assert.Single(warnings.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_drawing_that_the_program_refuses_is_not_passed_over()
    {
        Assert.SkipWhen(RsvgConvert.Installed is null, "SKIPPED: rsvg-convert is not installed (Debian's librsvg2-bin).");
        Assert.Contains("could not draw", Assert.Throws<InvalidOperationException>(() => RsvgConvert.Installed!.ToPng("<svg")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_shown_by_its_runs_of_layers_and_its_seam() => Assert.Equal(
        """
        32 layers become 48, with 1 seam: 0-23,8-31
        layers    of the base  start as  before the first of them
        --------  -----------  --------  ---------------------------
        0 to 23   0 to 23      a copy
        24 to 47  8 to 31      a copy    seam: base layer 23 meets 8

        """, Shown.Of(DepthPlan.Solar)["text/plain"]);

    [Fact]
    public void An_identity_block_is_a_run_of_its_own() =>
        Assert.Equal(["a copy", "the identity", "a copy", "the identity"], Rows(DepthPlan.IdentityInsert(4, 2)).Select(row => row[2]));

    [Fact]
    public void A_config_is_shown_with_its_weights()
    {
        var rows = Rows(Mistral).ToDictionary(row => row[0], row => row[2]);
        Assert.Equal("7,241,732,096", rows["weights"]);
        Assert.Equal("218,112,000", rows["weights in a layer"]);
        Assert.Equal("262,148,096", rows["weights in the embedding, head and last norm"]);
    }

    [Fact]
    public void Claims_are_shown_beside_what_was_measured()
    {
        var summary = GrowthClaimsTests.Summarize();
        var rows = Rows(summary);
        Assert.Equal(summary.Claims.Select(claim => claim.Measured), rows.Select(row => row[3]));
        Assert.Equal(summary.Claims.Select(claim => claim.Verdict.ToString()), rows.Select(row => row[4]));
        Assert.Equal(rows, Rows(new ClaimsTable(summary.Claims)));
        Assert.Equal(rows[0], Rows(summary.Claims[0])[0]);
    }

    [Fact]
    public void Tables_have_neither_script_nor_style_sheet_and_keep_markup_as_words()
    {
        var html = new Table("a < b", ["x", ">y"], [["<script>", "1"]]).ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.Equal("<script>", XDocument.Parse(html).Descendants("td").First().Value);
    }

    [Fact]
    public void Every_type_with_formatters_has_the_convention_right()
    {
        var types = typeof(Figure).Assembly.GetTypes().Where(type => type.GetCustomAttributes(typeof(TypeFormatterSourceAttribute), false).Length > 0).ToList();
        Assert.Superset(new HashSet<Type> { typeof(Figure), typeof(DepthPlan), typeof(SeamReport), typeof(DecoderConfig), typeof(CheckpointSummary), typeof(Claim), typeof(ClaimsTable), typeof(GrowthSummary) }, types.ToHashSet());
        foreach (var source in types.Select(type => ((TypeFormatterSourceAttribute)type.GetCustomAttributes(typeof(TypeFormatterSourceAttribute), false)[0]).FormatterSourceType))
            Assert.NotNull(source.GetConstructor([]));
    }

    private static List<List<string>> Rows(object value) =>
        [.. XDocument.Parse(Shown.Of(value)["text/html"]).Descendants("tr").Skip(1).Select(row => row.Elements("td").Select(cell => cell.Value).ToList())];
}
