using System.Runtime.CompilerServices;
using System.Threading;

namespace Solar.Notebooks.Engine;

/// <summary>What the loops of a cell ask each time round, so that an interrupt can end them without an abort.</summary>
/// <remarks>
/// An abort (<see cref="System.Runtime.ControlledExecution"/>) that finds a thread between two calls, which is nearly
/// always, brings the runtime down on Linux (10.0.12: "terminate called after throwing an instance of
/// 'PAL_SEHException'"), so it is the last resort, for loops inside libraries. This costs a loop a fraction of a
/// nanosecond a round.
/// </remarks>
public static class CellStop
{
    private static int _stopping;

    /// <summary>Ends the loop if its cell is being stopped.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (_stopping != 0)
            CheckThisCell();
    }

    /// <summary>From here on to <see cref="End"/>, loops ask.</summary>
    internal static void Begin() => Interlocked.Increment(ref _stopping);

    internal static void End() => Interlocked.Decrement(ref _stopping);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckThisCell()
    {
        if (RunningCell.Current is { MustStopHere: true } cell)
            throw new OperationCanceledException(cell.Cancellation);
    }
}
