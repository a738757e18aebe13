using System.Threading;

namespace Solar.Notebooks.Engine;

/// <summary>Runs a cell on a thread of its own, and stops it.</summary>
/// <remarks>
/// A fresh thread each time, because the second abort of one thread is never delivered. The stages of an
/// interrupt: the token; after <see cref="Grace"/> the checks in the cell's loops (<see cref="CellStop"/>) and, again
/// and again because code may swallow it, <see cref="Thread.Interrupt"/>, which breaks waits; then an abort,
/// which breaks no wait but ends loops in libraries. An abort can end the process where the runtime is not Windows',
/// so there it waits for a second interrupt, and the person is told.
/// </remarks>
internal sealed class CellExecutor
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);
    private const int RoundsBeforeAbort = 3;
    private const int RoundsBeforeForce = 10;
    private const int RoundsBeforeAdvice = 40;
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
        cell.Thread = execution.Thread;

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
        if (execution is not null && Interlocked.Increment(ref execution.Interrupts) == 1)
            Start(() => Stop(execution));
    }

    private static void Stop(Execution execution)
    {
        Start(execution.Cell.Cancel); // callbacks of the user's may block in it
        if (execution.Ended.Wait(Grace))
            return;

        execution.Cell.Stop();
        CellStop.Begin();
        try
        {
            for (var round = 0; !execution.Ended.IsSet; round++)
            {
                if (execution.Cell.IsGuarded || round > RoundsBeforeForce)
                    execution.Thread!.Interrupt(); // outside of user code, the token is asked soon enough
                var mayAbort = OperatingSystem.IsWindows() || execution.Interrupts > 1;
                if (round >= RoundsBeforeAbort && mayAbort && execution.Cell.IsGuarded && !execution.IsAborting)
                {
                    execution.IsAborting = true;
                    Start(execution.Cell.Abort);
                }

                if (round == RoundsBeforeAdvice && !mayAbort)
                    execution.Cell.Emit(new StreamText("stderr", $"{execution.Cell.Name} does not stop: it is inside native code or a library that does not ask. Interrupt again to abort it by force, which can end the kernel, or restart.\n"));
                execution.Ended.Wait(Again);
            }
        }
        finally
        {
            CellStop.End();
        }
    }

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true, Name = "interrupt" }.UnsafeStart();

    private sealed class Execution(RunningCell cell)
    {
        public RunningCell Cell { get; } = cell;

        public Thread? Thread { get; set; }

        public ManualResetEventSlim Ended { get; } = new();

        public bool IsAborting { get; set; }

        public int Interrupts;
    }
}
