using Solar.Notebooks.Display;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Runner;

namespace Solar.Notebooks.Tests.Runner;

public class OutputCollectorTests
{
    private readonly OutputCollector _collector = new();

    [Fact]
    public void Pieces_of_a_stream_are_joined_until_something_else_comes()
    {
        Take(1, new StreamText("stdout", "a"), new StreamText("stdout", "b"), new StreamText("stderr", "c"), new StreamText("stdout", "d"));
        Assert.Equal([new StreamOutput("stdout", "ab"), new StreamOutput("stderr", "c"), new StreamOutput("stdout", "d")], _collector.Of(1));
        Take(1, new StreamText("stdout", "e"));
        Assert.Equal(new StreamOutput("stdout", "de"), _collector.Of(1)[^1]);
    }

    [Fact]
    public void An_update_reaches_everything_shown_under_its_handle()
    {
        Take(1, new DisplayData(MimeBundle.Text("old"), "x"), new DisplayData(MimeBundle.Text("other"), "y"));
        Take(2, new DisplayData(MimeBundle.Text("old"), "x"));
        var fresh = MimeBundle.Text("new");
        Take(2, new UpdateDisplay(fresh, "x"), new UpdateDisplay(fresh, "unknown"));

        Assert.Same(fresh, Assert.IsType<DisplayOutput>(_collector.Of(1)[0]).Bundle);
        Assert.Same(fresh, Assert.IsType<DisplayOutput>(Assert.Single(_collector.Of(2))).Bundle);
        Assert.Equal(2, _collector.Of(1).Count);
    }

    [Fact]
    public void Clearing_can_wait_for_the_next_output()
    {
        Take(1, new StreamText("stdout", "a"), new ClearOutput(Wait: true));
        Assert.Single(_collector.Of(1));
        Take(1, new StreamText("stdout", "b"));
        Assert.Equal([new StreamOutput("stdout", "b")], _collector.Of(1));
        Take(1, new ClearOutput(Wait: false));
        Assert.Empty(_collector.Of(1));
    }

    [Fact]
    public void A_better_error_takes_the_place_of_the_cells_own()
    {
        Take(1, new StreamText("stdout", "a"), new CellError("Interrupted", "m", []));
        _collector.Fail(1, new("CellTimeout", "n", []));
        _collector.Fail(2, new("ProcessEnded", "n", []));

        Assert.Equal([new StreamOutput("stdout", "a"), new ErrorOutput("CellTimeout", "n", [])], _collector.Of(1));
        Assert.Equal("ProcessEnded", Assert.IsType<ErrorOutput>(Assert.Single(_collector.Of(2))).Name);
    }

    private void Take(int cell, params CellEvent[] events)
    {
        foreach (var happened in events)
            _collector.Take(cell, happened);
    }
}
