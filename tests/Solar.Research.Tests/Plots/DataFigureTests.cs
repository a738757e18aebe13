using Solar.Research.Data.Sets;
using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots;

public sealed class DataFigureTests
{
    [Fact]
    public void The_share_of_the_papers_rows_is_the_finding()
    {
        // Of Alpaca-GPT4 the paper used 52,000 of 52,000, of OpenOrca 100,000 of 2.91 million: 520 are 1 %, 2,000 are 2 %.
        var figure = DataFigure.Of([Report("alpaca_gpt4", 520), Report("openorca", 2000)]);

        Assert.Equal("Used here: 1.0 to 2.0 % of the rows that the paper used", figure.Title);
        Assert.Equal(3, figure.Panels.Single().Marks.Count);
        Assert.Contains("OpenOrca 2910000", figure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_is_not_in_the_table_is_named() =>
        Assert.Contains("'metamathqa'", Assert.Throws<ArgumentException>(() => DataFigure.Of([Report("metamathqa", 1)])).Message, StringComparison.Ordinal);

    private static SetReport Report(string set, long kept) => new()
    {
        Set = set,
        Schema = "",
        Files = [],
        Rows = kept,
        Maximum = null,
        Seed = null,
        Kept = kept,
        Dropped = [],
        NotDrawn = 0,
        TaskFilter = null,
        Overlapping = [],
    };
}
