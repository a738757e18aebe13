using System.Runtime.InteropServices;

namespace Solar.DuckDb;

/// <summary>A span of time as a calendar counts it: a month is no fixed number of days.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Microseconds">The rest.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Microseconds)
{
    /// <summary>The same without a calendar.</summary>
    /// <exception cref="InvalidOperationException">It has months.</exception>
    public TimeSpan ToTimeSpan() => Months == 0
        ? TimeSpan.FromDays(Days) + TimeSpan.FromMicroseconds(Microseconds)
        : throw new InvalidOperationException($"An interval of {Months} months is no fixed span of time; add it to a date in SQL.");

    /// <inheritdoc/>
    public override string ToString() => $"{Months} months {Days} days {TimeSpan.FromMicroseconds(Microseconds):c}";
}
