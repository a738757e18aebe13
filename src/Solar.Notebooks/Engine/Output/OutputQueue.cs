using System.Text;
using System.Threading;

namespace Solar.Notebooks.Engine.Output;

/// <summary>Everything that cells show, in order, on its way to their front ends.</summary>
/// <remarks>
/// A cell's thread can be aborted at any instruction, so it only ever appends here, in a finally block that no
/// abort enters; front ends are called by the queue's own thread, or by whoever flushes. Text of one stream is
/// joined for up to <see cref="Delay"/> or <see cref="Enough"/> characters.
/// </remarks>
#pragma warning disable CA1001 // it lives as long as the process
internal sealed class OutputQueue
#pragma warning restore CA1001
{
    private const int Enough = 8192;
    private const int Crowded = 1 << 20;
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);
    private readonly Lock _emitting = new();
    private readonly AutoResetEvent _some = new(false);
    private readonly AutoResetEvent _urgent = new(false);
    private List<Entry> _entries = [];
    private int _gate;
    private int _characters;

    private OutputQueue()
    {
        new Thread(Work) { IsBackground = true, Name = "cell output" }.UnsafeStart();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.Threading.Tasks.Task.Run(Flush).Wait(LastWords); // never a hang
    }

    /// <summary>The process's one queue.</summary>
    public static OutputQueue Shared { get; } = new();

    /// <summary>Appends text that a cell's code writes to a stream.</summary>
    public void Write(RunningCell cell, string stream, ReadOnlySpan<char> text)
    {
        if (cell.MustStopHere)
            cell.CountLateWrite();
        Append(cell, stream, text);
    }

    /// <summary>Appends text of a stream.</summary>
    public void Append(RunningCell cell, string stream, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        while (Volatile.Read(ref _characters) > Crowded)
            Thread.Sleep(1); // the front end is slower than the cell

        try
        {
        }
        finally
        {
            Enter();
            if (_entries.Count > 0 && _entries[^1] is { Text: not null } last && last.Cell == cell && last.Stream == stream)
                last.Text.Append(text);
            else
                _entries.Add(new(cell, stream, new StringBuilder().Append(text), null));
            _characters += text.Length;
            var (first, enough) = (_characters == text.Length, _characters >= Enough);
            Leave();
            if (enough)
                _urgent.Set();
            if (first || enough)
                _some.Set();
        }
    }

    /// <summary>Appends an event.</summary>
    public void Add(RunningCell cell, CellEvent happened)
    {
        if (cell.MustStopHere && happened is not CellError)
            cell.CountLateWrite();

        try
        {
        }
        finally
        {
            Enter();
            _entries.Add(new(cell, null, null, happened));
            Leave();
            _urgent.Set();
            _some.Set();
        }
    }

    /// <summary>Hands over what was appended so far. Not for a thread that may be aborted.</summary>
    public void Flush()
    {
        lock (_emitting)
        {
            Enter();
            var entries = _entries;
            if (entries.Count > 0)
                _entries = [];
            _characters = 0;
            Leave();

            foreach (var entry in entries)
                entry.Cell.FrontEnd.Emit(entry.Event ?? new StreamText(entry.Stream!, entry.Text!.ToString()));
        }
    }

    /// <summary>The same for a cell's thread: waits until the queue's own thread has done it.</summary>
    public void FlushFromCell() => System.Threading.Tasks.Task.Run(Flush).Wait();

    private void Work()
    {
        while (true)
        {
            _some.WaitOne();
            _urgent.WaitOne(Delay);
            Flush();
        }
    }

    // A lock whose waiting thread cannot be interrupted; held for an append only.
    private void Enter()
    {
        while (Interlocked.Exchange(ref _gate, 1) != 0)
            Thread.Yield();
    }

    private void Leave() => Volatile.Write(ref _gate, 0);

    private sealed record Entry(RunningCell Cell, string? Stream, StringBuilder? Text, CellEvent? Event);
}
