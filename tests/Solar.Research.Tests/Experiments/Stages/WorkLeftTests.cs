using Solar.Research.Experiments.Stages;

namespace Solar.Research.Tests.Experiments.Stages;

public sealed class WorkLeftTests
{
    [Fact]
    public void The_share_that_is_done_counts_each_stage_by_how_long_it_takes()
    {
        var (small, large) = (Stage("small", 1), Stage("large", 3));
        var left = new WorkLeft([small, large]);

        Assert.Equal(0.25, left.Advance(small, 1).Done);
        Assert.Equal(0.625, left.Advance(large, 0.5).Done); // (1 + 3 / 2) / 4
        Assert.Equal(1, left.Advance(large, 1).Done);
    }

    [Fact]
    public void How_long_it_takes_is_told_when_something_was_done_and_falls_to_nothing()
    {
        var stage = Stage("a", 1);
        var left = new WorkLeft([stage]);

        Assert.Null(left.Advance(stage, 0).Left);
        Assert.Null(left.Advance(stage, 0.001).Left); // too little to know the pace by
        Assert.True(left.Advance(stage, 0.5).Left > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, left.Advance(stage, 1).Left);
    }

    [Fact]
    public void What_a_resumed_stage_had_done_before_is_not_taken_for_speed()
    {
        var stage = Stage("a", 1);
        var left = new WorkLeft([stage]);

        Assert.Null(left.Advance(stage, 0.9).Left); // its first word: it went on from there
        Assert.True(left.Advance(stage, 0.95).Left > TimeSpan.Zero);
    }

    [Fact]
    public void What_was_there_before_is_no_work()
    {
        var left = new WorkLeft([]);

        Assert.Equal((1, null), left.Advance(Stage("cached", 5), 1));
    }

    private static Stage Stage(string name, double seconds) => new(name, 1, [], [], _ => { }) { ExpectedSeconds = seconds };
}
