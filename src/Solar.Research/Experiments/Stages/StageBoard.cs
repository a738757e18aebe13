using System.Globalization;
using System.Text;
using System.Threading;
using Solar.Research.Display;

namespace Solar.Research.Experiments.Stages;

/// <summary>The stages that are being made now, as a table: for a notebook to show while it waits.</summary>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class StageBoard : IProgress<StageProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StageProgress> _running = [];
    private int _done;
    private long _told;
    private TimeSpan? _left;

    /// <summary>Is called, from several threads, when there is something new to show; twice a second at most.</summary>
    public Action? Changed { get; set; }

    /// <inheritdoc/>
    public void Report(StageProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            _left = value.Left;
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
        return text.Append(Summary()).ToString();
    }

    private string Summary() => string.Create(CultureInfo.InvariantCulture, $"{_done} stages done{(_left is { Ticks: > 0 } left ? $", about {Math.Ceiling(left.TotalMinutes):0} min left" : "")}");

    private List<StageProgress> Running()
    {
        lock (_gate)
            return [.. _running.Values.OrderBy(stage => stage.Stage, StringComparer.Ordinal)];
    }

    private sealed class Formatters : TableFormatterSource<StageBoard>
    {
        protected override Table TableOf(StageBoard value) => new(
            value.Summary(),
            ["at work", "done", "now"],
            [.. value.Running().Select(stage => (string[])[stage.Stage, Bar(stage.Share), stage.Detail])]);

        private static string Bar(double share)
        {
            var full = (int)Math.Round(20 * share);
            return string.Create(CultureInfo.InvariantCulture, $"{new string('█', full)}{new string('░', 20 - full)} {share:P0}");
        }

        protected override string TextOf(StageBoard value) => value.ToString();
    }
}
