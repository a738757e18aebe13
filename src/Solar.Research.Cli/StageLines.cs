using System.Globalization;
using System.Threading;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Cli;

/// <summary>The news of stages that run side by side, as lines on stderr: each beginning and end, and every so often how far they are; and how long the whole will still take.</summary>
internal sealed class StageLines : IProgress<StageProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly Lock _gate = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly Dictionary<string, TimeSpan> _told = [];

    public void Report(StageProgress value)
    {
        lock (_gate)
        {
            var now = TimeProvider.System.GetElapsedTime(_start);
            if (value.State == StageState.Advanced && now - _told.GetValueOrDefault(value.Stage) < Every)
                return;
            _told[value.Stage] = now;
            var share = value.State == StageState.Advanced ? string.Create(CultureInfo.InvariantCulture, $" {value.Share:P0}") : "";
            var detail = value.Detail.Length > 0 ? $": {value.Detail}" : "";
            var whole = value.Left is { } left ? string.Create(CultureInfo.InvariantCulture, $"{value.Done,4:P0}, {left:h\\:mm\\:ss} left") : "";
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now:h\\:mm\\:ss}  {whole,-18}  {Word(value.State)}{share}  {value.Stage}{detail}"));
        }
    }

    private static string Word(StageState state) => state switch
    {
        StageState.Started => "begun ",
        StageState.Advanced => "at    ",
        StageState.Made => "made  ",
        _ => "cached",
    };
}
