using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine.References;

/// <summary>A session in a folder of its own, with the cells' outputs as text.</summary>
internal sealed class NotebookPage : IDisposable
{
    private readonly NotebookSession _session;

    /// <param name="folder">The notebook's folder.</param>
    /// <param name="cache">Where restores and builds are remembered.</param>
    public NotebookPage(string folder, string cache) =>
        _session = new(new SessionOptions { WorkingDirectory = folder, CacheDirectory = cache });

    public NotebookSession Session => _session;

    /// <summary>The value of a cell that must run well.</summary>
    public string? Value(string code)
    {
        var page = new RecordingFrontEnd();
        var outcome = _session.Run(new(code), page);
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error is { } error ? string.Join('\n', error.Traceback) : "");
        return page.Result;
    }

    /// <summary>What a cell that must run well shows, as it stands at its end.</summary>
    public IReadOnlyList<string> Shown(string code)
    {
        var page = new RecordingFrontEnd();
        var outcome = _session.Run(new(code), page);
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error is { } error ? string.Join('\n', error.Traceback) : "");
        return Shown(page);
    }

    /// <summary>What a cell that must run well shows without a handle: the values of its parts.</summary>
    public IReadOnlyList<string> ShownValues(string code)
    {
        var page = new RecordingFrontEnd();
        var outcome = _session.Run(new(code), page);
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error?.Message);
        return [.. page.Events.OfType<DisplayData>().Where(shown => shown.DisplayId is null).Select(shown => shown.Bundle.Data["text/plain"]!.ToString())];
    }

    /// <summary>The error of a cell that must fail.</summary>
    public CellError Error(string code)
    {
        var outcome = _session.Run(new(code, Name: "cell"), new RecordingFrontEnd());
        Assert.Equal(CellStatus.Failed, outcome.Status);
        return outcome.Error!;
    }

    public void Dispose() => _session.Dispose();

    private static List<string> Shown(RecordingFrontEnd page)
    {
        var places = new List<string>();
        var texts = new Dictionary<string, string>();
        foreach (var happened in page.Events)
        {
            switch (happened)
            {
                case DisplayData { DisplayId: { } id } shown:
                    places.Add(id);
                    texts[id] = shown.Bundle.Data["text/plain"]!.ToString();
                    break;
                case UpdateDisplay update:
                    texts[update.DisplayId] = update.Bundle.Data["text/plain"]!.ToString();
                    break;
            }
        }

        return places.ConvertAll(id => texts[id]);
    }
}
