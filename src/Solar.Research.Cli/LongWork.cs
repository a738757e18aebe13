using System.Globalization;
using System.Threading;
using Spectre.Console;

namespace Solar.Research.Cli;

/// <summary>Shows how far long work has come: a bar with rate and time left on a terminal, plain lines elsewhere. Always on stderr.</summary>
internal static class LongWork
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Does work that is counted in bytes.</summary>
    /// <param name="what">What is done, in two or three words.</param>
    /// <param name="total">All the bytes, if they are known before the work tells.</param>
    /// <param name="work">Is given what to report to: bytes done, and all of them.</param>
    public static T Bytes<T>(string what, long total, Func<IProgress<(long Done, long Total)>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
            return work(new PlainLines(what));

        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
                return work(new Bar(task));
            });
    }

    private sealed class Bar(ProgressTask task) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }

    private sealed class PlainLines(string what) : IProgress<(long Done, long Total)>
    {
        private readonly Lock _gate = new();
        private readonly long _start = TimeProvider.System.GetTimestamp();
        private TimeSpan _next = Every;

        public void Report((long Done, long Total) value)
        {
            lock (_gate)
            {
                var elapsed = TimeProvider.System.GetElapsedTime(_start);
                if (elapsed < _next)
                    return;
                _next = elapsed + Every;
                var rate = value.Done / elapsed.TotalSeconds;
                var left = TimeSpan.FromSeconds((value.Total - value.Done) / Math.Max(1, rate));
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: {value.Done / 1e9:F1} of {value.Total / 1e9:F1} GB, {rate / 1e6:F0} MB/s, {left:h\\:mm\\:ss} left"));
            }
        }
    }
}
