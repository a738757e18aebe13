using Solar.Notebooks.Engine;
using Solar.Notebooks.Languages;
using Solar.Notebooks.Tests.Engine;

namespace Solar.Notebooks.Tests.Languages;

/// <summary>A session with all languages, whose cells are run by a test.</summary>
internal sealed class Notebook : IDisposable
{
    private readonly NotebookSession _session = new(new SessionOptions { Languages = AllLanguages.Entries });

    public NotebookSession Session => _session;

    /// <summary>Runs a cell that must end well.</summary>
    public RecordingFrontEnd Run(string language, string code)
    {
        var (outcome, shown) = Try(language, code);
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error is null ? "" : $"{outcome.Error.Name}: {outcome.Error.Message}\n{string.Join('\n', outcome.Error.Traceback)}");
        return shown;
    }

    /// <summary>The error of a cell that must fail.</summary>
    public CellError Fail(string language, string code)
    {
        var (outcome, _) = Try(language, code);
        Assert.Equal(CellStatus.Failed, outcome.Status);
        return outcome.Error!;
    }

    public (CellOutcome Outcome, RecordingFrontEnd Shown) Try(string language, string code)
    {
        var shown = new RecordingFrontEnd();
        return (_session.Run(new CellRequest(code, language, "cell 1"), shown), shown);
    }

    public Variable Variable(string language, string name) => _session.Language(language).Variables.Single(variable => variable.Name == name);

    public void Dispose() => _session.Dispose();
}
