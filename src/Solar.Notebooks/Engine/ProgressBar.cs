using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine;

/// <summary>How far long work has come, shown in place.</summary>
/// <remarks>The page is told at most ten times a second, and at the end, so that a stored notebook shows the same each time.</remarks>
public sealed class ProgressBar : IProgress<int>, IDisposable
{
    private const int Width = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly string _label;
    private readonly DisplayedValue _shown;
    private long _told = Stopwatch.GetTimestamp();
    private int _done;

    internal ProgressBar(string label, int total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        (_label, Total) = (label, total);
        _shown = NotebookApi.Display(Bundle());
    }

    /// <summary>How many steps there are.</summary>
    public int Total { get; }

    /// <summary>How many are done.</summary>
    public int Done => _done;

    /// <summary>Some more steps are done.</summary>
    public void Advance(int steps = 1)
    {
        lock (_gate)
            Tell(_done + steps);
    }

    /// <summary>So many steps are done.</summary>
    public void Report(int value)
    {
        lock (_gate)
            Tell(value);
    }

    /// <summary>Shows how far it came.</summary>
    public void Dispose() => _shown.Update(Bundle());

    private void Tell(int done)
    {
        _done = Math.Clamp(done, 0, Total);
        if (_done < Total && Stopwatch.GetElapsedTime(_told) < Pause)
            return;
        _told = Stopwatch.GetTimestamp();
        _shown.Update(Bundle());
    }

    private MimeBundle Bundle()
    {
        var filled = Total == 0 ? Width : (int)((long)_done * Width / Total);
        var plain = string.Create(CultureInfo.InvariantCulture, $"{_label} [{new string('#', filled)}{new string('.', Width - filled)}] {_done}/{Total}").TrimStart();
        var html = string.Create(CultureInfo.InvariantCulture, $"{WebUtility.HtmlEncode(_label)} <progress value=\"{_done}\" max=\"{Math.Max(Total, 1)}\"></progress> {_done}/{Total}").TrimStart();
        return new(new Dictionary<string, JsonNode?> { ["text/html"] = JsonValue.Create(html), ["text/plain"] = JsonValue.Create(plain) });
    }
}
