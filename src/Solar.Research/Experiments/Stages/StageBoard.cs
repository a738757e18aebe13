using System.Globalization;
using System.Net;
using System.Text;
using System.Threading;
using Solar.Research.Display;

namespace Solar.Research.Experiments.Stages;

/// <summary>The stages that are being made now, as bars: for a notebook to show while it waits.</summary>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class StageBoard : IProgress<StageProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StageProgress> _running = [];
    private int _done;
    private long _told;

    /// <summary>Is called, from several threads, when there is something new to show; twice a second at most.</summary>
    public Action? Changed { get; set; }

    /// <inheritdoc/>
    public void Report(StageProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            if (value.State is StageState.Made or StageState.Cached)
            {
                _running.Remove(value.Stage);
                _done++;
            }
            else
            {
                _running[value.Stage] = value;
            }

            if (_told != 0 && TimeProvider.System.GetElapsedTime(_told) < Every)
                return;
            _told = TimeProvider.System.GetTimestamp();
        }

        Changed?.Invoke();
    }

    /// <summary>A line for each stage at work.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var stage in Running())
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{stage.Stage,-28} {stage.Share,5:P0}  {stage.Detail}").TrimEnd()).Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"{_done} stages done").ToString();
    }

    private string ToHtml()
    {
        var html = new StringBuilder("<table>");
        foreach (var stage in Running())
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td align=\"left\">{WebUtility.HtmlEncode(stage.Stage)}</td><td><progress max=\"1\" value=\"{stage.Share:0.###}\"></progress></td>")
                .Append(CultureInfo.InvariantCulture, $"<td align=\"left\">{WebUtility.HtmlEncode(stage.Detail)}</td></tr>");
        }

        return html.Append(CultureInfo.InvariantCulture, $"<tr><td align=\"left\" colspan=\"3\">{_done} stages done</td></tr></table>").ToString();
    }

    private List<StageProgress> Running()
    {
        lock (_gate)
            return [.. _running.Values.OrderBy(stage => stage.Stage, StringComparer.Ordinal)];
    }

    private sealed class Formatters
    {
        // An instance method reads it, for that is what the convention calls.
        private readonly object[] _formatters =
        [
            new TypeFormatter("text/html", board => ((StageBoard)board).ToHtml()),
            new TypeFormatter("text/plain", board => board.ToString()),
        ];

        public IEnumerable<object> CreateTypeFormatters() => _formatters;
    }
}
