using Solar.Research.DepthUpscaling;
using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots;

public class DepthPlanFigureTests
{
    [Fact]
    public void The_title_tells_how_far_each_plan_steps_back()
    {
        // 23 then 8 is 15 back; 31 then 0 is 31 back; identity blocks stay where they are.
        var figure = DepthPlanFigure.Of(("DUS", DepthPlan.Solar), ("naive 2x", DepthPlan.NaiveStack(32)), ("identity", DepthPlan.IdentityInsert(32, 8)));
        Assert.Equal("The longest step back at a seam: DUS 15, naive 2x 31, identity 0 layers", figure.Title);
    }

    [Fact]
    public void The_stretches_of_a_plan_lie_between_its_seams()
    {
        Assert.Equal([new(0, 0, 24), new(24, 8, 24)], DepthPlan.Solar.Stretches);
        Assert.Equal([new(0, 0, 4)], DepthPlan.Of(4, Enumerable.Range(0, 4)).Stretches);
    }
}
