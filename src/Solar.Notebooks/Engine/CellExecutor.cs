using System.Threading;

namespace Solar.Notebooks.Engine;

/// <summary>Runs a cell on a thread of its own, and stops it.</summary>
/// <remarks>
/// A fresh thread each time, because the second abort of one thread is never delivered. The stages of an
/// interrupt: the token; after <see cref="Grace"/> an abort of spinning code and, again and again,
/// <see cref="Thread.Interrupt"/>, because an abort breaks no wait and code may swallow an interrupt.
/// </remarks>
internal sealed class CellExecutor
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);
    private readonly Lock _gate = new();
    private Execution? _running;

    /// <summary>Runs work as the given cell and waits for its end.</summary>
    public void Run(RunningCell cell, Action work)
    {
        var execution = new Execution(cell);
        execution.Thread = new Thread(
            () =>
            {
                RunningCell.Current = cell;
                work();
            },
            StackBytes)
        { IsBackground = true, Name = cell.Name };

        lock (_gate)
            _running = execution;
        execution.Thread.Start();
        execution.Thread.Join();
        lock (_gate)
            _running = null;
        execution.Ended.Set();
    }

    /// <summary>Stops what runs; returns at once.</summary>
    public void Interrupt()
    {
        Execution? execution;
        lock (_gate)
            execution = _running;
        if (execution is not null && Interlocked.Exchange(ref execution.Interrupts, 1) == 0)
            Start(() => Stop(execution));
    }

    private static void Stop(Execution execution)
    {
        Start(execution.Cell.Cancel); // callbacks of the user's may block in it
        if (execution.Ended.Wait(Grace))
            return;

        var aborting = false;
        do
        {
            if (execution.Cell.IsGuarded && !aborting)
            {
                aborting = true;
                Start(execution.Cell.Abort);
            }

            execution.Thread!.Interrupt();
        }
        while (!execution.Ended.Wait(Again));
    }

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true, Name = "interrupt" }.UnsafeStart();

    private sealed class Execution(RunningCell cell)
    {
        public RunningCell Cell { get; } = cell;

        public Thread? Thread { get; set; }

        public ManualResetEventSlim Ended { get; } = new();

        public int Interrupts;
    }
}
