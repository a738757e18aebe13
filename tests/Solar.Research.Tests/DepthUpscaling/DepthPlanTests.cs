using Solar.Research.DepthUpscaling;

namespace Solar.Research.Tests.DepthUpscaling;

public class DepthPlanTests
{
    [Fact]
    public void Solar_is_the_figure_of_the_paper()
    {
        Assert.Equal(48, DepthPlan.Solar.ScaledLayers);
        Assert.Equal("0-23,8-31", DepthPlan.Solar.ToString());
        Assert.Equal([.. Enumerable.Range(0, 24), .. Enumerable.Range(8, 24)], DepthPlan.Solar.Sources);
        Assert.Equal([new Seam(Position: 24, Before: 23, After: 8)], DepthPlan.Solar.Seams);
    }

    [Theory]
    [InlineData(8, 2, "0-5,2-7")]
    [InlineData(8, 0, "0-7,0-7")]
    [InlineData(3, 2, "0,2")]
    [InlineData(12, 4, "0-7,4-11")]
    public void Dropping_m_layers_of_each_copy(int n, int m, string expected)
    {
        var plan = DepthPlan.Dus(n, m);

        Assert.Equal(expected, plan.ToString());
        Assert.Equal(2 * (n - m), plan.ScaledLayers);
    }

    [Fact]
    public void The_other_ways_to_grow()
    {
        Assert.Equal("0-3,0-3", DepthPlan.NaiveStack(4).ToString());
        Assert.Equal("0-1,0-1,0-1,0-1", DepthPlan.GFold(2, 4).ToString());
        Assert.Equal("0,0-1,1-2,2", DepthPlan.Interleave(3).ToString());
        Assert.Equal("0-1,1*,2-3,3*", DepthPlan.IdentityInsert(4, 2).ToString());
        Assert.Equal(40, DepthPlan.IdentityInsert(32, 8).ScaledLayers);
    }

    [Fact]
    public void Dropping_half_of_each_copy_gives_the_base_back_without_a_seam()
    {
        var plan = DepthPlan.Dus(8, 4);

        Assert.Equal(Enumerable.Range(0, 8), plan.Sources);
        Assert.Empty(plan.Seams);
    }

    [Theory]
    [InlineData("0-23,8-31")]
    [InlineData("5,5,5*,0")]
    [InlineData(" 0 - 3 , 2*")]
    [InlineData("""{"base_layers": 32, "layers": "0-23,8-31"}""")]
    [InlineData("""{"layers": [0, 1, "1*", 2]}""")]
    [InlineData("[3, \"4-6\", \"6*\"]")]
    public void Text_and_json_read_back_as_the_same_plan(string text)
    {
        var plan = DepthPlan.Parse(text, 32);

        Assert.Equal(plan, DepthPlan.Parse(plan.ToString(), 32));
        Assert.Equal(plan, DepthPlan.Parse(DepthPlanJson.Write(plan).ToJsonString(), 32));
    }

    [Theory]
    [InlineData("", "''")]
    [InlineData("0-31-2", "'0-31-2'")]
    [InlineData("0,x", "'x'")]
    [InlineData("-1", "'-1'")]
    [InlineData("0*-1", "'0*-1'")]
    [InlineData("3**", "'3**'")]
    [InlineData("5-3", "backwards")]
    [InlineData("0-32", "layer 32")]
    [InlineData("0-2000000000", "more than")]
    [InlineData("""{"layer": "0-3"}""", "'layer'")]
    [InlineData("""{"base_layers": 16}""", "16 layers")]
    [InlineData("""{"base_layers": 32}""", "'layers'")]
    [InlineData("[0, null]", "'null'")]
    [InlineData("[0, ", "JSON")]
    public void A_plan_that_is_none_is_refused_by_its_bad_part(string text, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => DepthPlan.Parse(text, 32)).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_that_make_no_plan_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DepthPlan.Dus(32, 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => DepthPlan.Dus(32, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DepthPlan.GFold(4, 0));
        Assert.Throws<ArgumentException>(() => DepthPlan.IdentityInsert(32, 5));
        Assert.Throws<ArgumentException>(() => DepthPlan.Of(4, [0, 4]));
    }

    [Fact]
    public void Plans_compare_by_what_they_make()
    {
        Assert.Equal(DepthPlan.Dus(32, 8), DepthPlan.Solar);
        Assert.NotEqual(DepthPlan.Parse("0,1", 2), DepthPlan.Parse("0,1*", 2));
        Assert.NotEqual(DepthPlan.Parse("0,1", 2), DepthPlan.Parse("0,1", 3));
    }
}
