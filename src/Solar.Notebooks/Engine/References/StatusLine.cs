using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine.References;

/// <summary>A line on the page that changes while something long runs; what it says last is what the notebook keeps.</summary>
internal sealed class StatusLine : IDisposable
{
    private DisplayedValue? _shown;
    private string? _last;

    /// <summary>Shows a text in place of the last one.</summary>
    public void Show(string text)
    {
        _last = text;
        var bundle = MimeBundle.Text(text);
        if (_shown is null)
            _shown = NotebookApi.display(bundle);
        else
            _shown.Update(bundle);
    }

    /// <summary>Leaves no unfinished line behind.</summary>
    public void Dispose()
    {
        if (_last is not null && _last.EndsWith('…'))
            _shown!.Update(MimeBundle.Text(_last + " did not end well."));
    }
}
