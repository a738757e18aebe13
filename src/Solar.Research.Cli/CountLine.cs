using System.Globalization;

namespace Solar.Research.Cli;

/// <summary>How many of how many are done, and the time left: one line that is written over on a terminal, a line every ten seconds elsewhere. On stderr.</summary>
internal sealed class CountLine(string what) : IProgress<(long Done, long Total)>
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _next = TimeSpan.Zero;
    private bool _ended;

    public void Report((long Done, long Total) value)
    {
        var last = value.Done == value.Total;
        var elapsed = TimeProvider.System.GetElapsedTime(_start);
        if (_ended || (elapsed < _next && !last))
            return;
        _ended = last;
        _next = elapsed + TimeSpan.FromSeconds(_terminal ? 0.2 : 10);
        var left = elapsed / Math.Max(1, value.Done) * (value.Total - value.Done);
        var line = string.Create(CultureInfo.InvariantCulture, $"{what} {value.Done} of {value.Total}, {left:h\\:mm\\:ss} left");
        if (_terminal)
            Console.Error.Write($"\r\u001b[K{line}{(last ? "\n" : "")}");
        else
            Console.Error.WriteLine(line);
    }
}
