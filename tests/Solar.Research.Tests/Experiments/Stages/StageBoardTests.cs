using Solar.Research.Experiments.Stages;

namespace Solar.Research.Tests.Experiments.Stages;

public class StageBoardTests
{
    [Fact]
    public void What_is_at_work_is_shown_and_what_is_done_is_counted()
    {
        var board = new StageBoard();
        var changes = 0;
        board.Changed = () => changes++;
        board.Report(new("base", StageState.Started, 0, ""));
        board.Report(new("corpus", StageState.Cached, 1, ""));
        board.Report(new("base", StageState.Advanced, 0.25, "loss 5.1"));

        Assert.Equal("base                          25 %  loss 5.1\n1 stages done", board.ToString());
        Assert.Equal(1, changes); // the others came within half a second of the first

        board.Report(new("base", StageState.Made, 1, ""));
        Assert.Equal("2 stages done", board.ToString());
    }
}
