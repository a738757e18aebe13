using System.Globalization;
using Solar.Research.Tuning;

namespace Solar.Research.Cli;

/// <summary>Training's progress: one line that is written over on a terminal, a line every ten seconds elsewhere. On stderr.</summary>
internal sealed class TrainingLine : IProgress<TrainingProgress>
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _next = TimeSpan.Zero;

    /// <summary>The peak of a GPU's memory as the line says it; nothing where there is none.</summary>
    public static string Memory(long? peak) => peak is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", at most {bytes / 1e9:F1} GB on the GPU") : "";

    public void Report(TrainingProgress value)
    {
        var last = value.Step == value.Steps;
        var elapsed = TimeProvider.System.GetElapsedTime(_start);
        if (elapsed < _next && !last)
            return;
        _next = elapsed + TimeSpan.FromSeconds(_terminal ? 0.2 : 10);

        var validation = value.ValidationLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", validation {loss:F4}") : "";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"step {value.Step}/{value.Steps}: loss {value.Loss:F4}{validation}, {value.TokensPerSecond:F0} tokens/s{Memory(value.PeakDeviceBytes)}, {value.Remaining:h\\:mm\\:ss} left");
        if (_terminal)
            Console.Error.Write($"\r\u001b[K{line}{(last ? "\n" : "")}");
        else
            Console.Error.WriteLine(line);
    }
}
