using System.Runtime;
using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Engine.Output;

namespace Solar.Notebooks.Engine;

/// <summary>The cell that the calling code belongs to: where its output goes and how it is stopped.</summary>
/// <remarks>It flows with the execution context, so tasks and threads that a cell starts still know it after the cell ended.</remarks>
public sealed class RunningCell : IDisposable
{
    private static readonly AsyncLocal<RunningCell?> Flowing = new();
    private readonly CancellationTokenSource _soft = new();
    private readonly CancellationTokenSource _hard = new();
    private int _guarded;
    private int _lateWrites;
    private volatile bool _mustStop;

    internal RunningCell(NotebookSession session, string name, ICellFrontEnd frontEnd)
    {
        Session = session;
        Name = name;
        FrontEnd = frontEnd;
    }

    /// <summary>The cell of the calling code, if it belongs to one.</summary>
    public static RunningCell? Current
    {
        get => Flowing.Value;
        internal set => Flowing.Value = value;
    }

    /// <summary>The newest cell of a session that owns the process, running or not: what no cell can be told apart for goes there.</summary>
    internal static RunningCell? Latest { get; set; }

    /// <summary>Its session.</summary>
    public NotebookSession Session { get; }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>Is cancelled when the cell is interrupted.</summary>
    public CancellationToken Cancellation => _soft.Token;

    internal ICellFrontEnd FrontEnd { get; }

    /// <summary>The files that are being imported, the innermost last; none while the cell's own text runs.</summary>
    internal List<string> Importing { get; } = [];

    /// <summary>Where relative paths begin: the folder of the notebook, or of the file that is being imported.</summary>
    internal string Folder => Importing is [.., var file] ? Path.GetDirectoryName(file)! : Session.Options.WorkingDirectory;

    /// <summary>The cell's own thread.</summary>
    internal Thread? Thread { get; set; }

    /// <summary>The cell was given time to stop by itself, and did not: this thread has to end what it does.</summary>
    /// <remarks>The cell's own thread, and tasks; an exception on any other thread would end the process.</remarks>
    internal bool MustStopHere => _mustStop && (Thread.CurrentThread == Thread || Task.CurrentId is not null);

    /// <summary>Whether the cell's thread is in code that may be aborted.</summary>
    internal bool IsGuarded => Volatile.Read(ref _guarded) > 0;

    /// <summary>Hands an event to the front end, after everything that was handed over before.</summary>
    public void Emit(CellEvent happened) => OutputQueue.Shared.Add(this, happened);

    /// <summary>Runs code of the user's on the cell's thread: an interrupt stops it even where it looks at no token.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public void Guard(Action userCode)
    {
        _soft.Token.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _guarded);
        try
        {
#pragma warning disable SYSLIB0046 // obsolete because an abort can leave a lock or a static constructor half done; the alternative is a killed kernel
            ControlledExecution.Run(userCode, _hard.Token); // with CancellationToken.None it would hang after the action
#pragma warning restore SYSLIB0046
        }
        finally
        {
            Interlocked.Decrement(ref _guarded);
            if (_mustStop)
                TakeInterrupt();
        }
    }

    // One that came too late for the code it was meant for would break the next wait of the engine.
    private static void TakeInterrupt()
    {
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
        }
    }

    /// <summary>Asks code that looks at the token to stop.</summary>
    internal void Cancel() => _soft.Cancel();

    /// <summary>Ends the cell's loops, and its writing after a few last words.</summary>
    internal void Stop() => _mustStop = true;

    /// <summary>Lets cleaning up say something, but not a loop in a library go on writing.</summary>
    /// <exception cref="OperationCanceledException">It has said enough.</exception>
    internal void CountLateWrite()
    {
        if (++_lateWrites > 256)
            throw new OperationCanceledException(Cancellation);
    }

    /// <summary>Aborts guarded code; returns when it has stopped.</summary>
    internal void Abort() => _hard.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        // The tokens live on: background tasks of the cell may still ask them.
    }
}
