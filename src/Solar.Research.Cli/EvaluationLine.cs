using System.Globalization;
using Solar.Research.Evaluation;

namespace Solar.Research.Cli;

/// <summary>An evaluation's progress: one line that is written over on a terminal, a line every ten seconds elsewhere. On stderr.</summary>
internal sealed class EvaluationLine : IProgress<EvaluationProgress>
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _next = TimeSpan.Zero;
    private int? _before;

    public void Report(EvaluationProgress value)
    {
        _before ??= value.Done; // recorded by an earlier run
        var last = value.Done == value.Total;
        var elapsed = TimeProvider.System.GetElapsedTime(_start);
        if (elapsed < _next && !last)
            return;
        _next = elapsed + TimeSpan.FromSeconds(_terminal ? 0.2 : 10);

        var rate = (value.Done - _before.Value) / elapsed.TotalSeconds;
        var left = rate > 0 ? TimeSpan.FromSeconds((value.Total - value.Done) / rate).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) + " left" : "";
        var line = string.Create(CultureInfo.InvariantCulture, $"{value.Task}: {value.Done} of {value.Total} documents, {rate:F1} a second, {left}");
        if (_terminal)
            Console.Error.Write($"\r\u001b[K{line}{(last ? "\n" : "")}");
        else
            Console.Error.WriteLine(line);
    }
}
