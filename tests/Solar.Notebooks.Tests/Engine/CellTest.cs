using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine;

/// <summary>What most tests of cells need: a session, and short ways to run in it.</summary>
public abstract class CellTest : IDisposable
{
    private protected NotebookSession Session { get; init; } = new(new SessionOptions());

    public void Dispose()
    {
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a cell that must end well.</summary>
    private protected RecordingFrontEnd Run(string code, string? language = null)
    {
        var page = new RecordingFrontEnd();
        var outcome = Session.Run(new(code, language), page);
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error?.Message);
        return page;
    }

    /// <summary>Runs a cell that must fail, and gives its error.</summary>
    private protected CellError Fail(string code, string name = "cell 7", string? language = null)
    {
        var page = new RecordingFrontEnd();
        var outcome = Session.Run(new(code, language, name), page);
        Assert.Equal(CellStatus.Failed, outcome.Status);
        Assert.Equal(outcome.Error, page.Events[^1]);
        return outcome.Error!;
    }

    /// <summary>The value of a cell, as plain text.</summary>
    private protected string? Value(string code) => Run(code).Result;
}
