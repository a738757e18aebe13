using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Runner.Workers;

/// <summary>The process that runs the cells of one notebook. What they do to their process they do to nothing else.</summary>
internal sealed class Worker
{
    private readonly NotebookSession _session;
    private readonly StreamWriter _toRunner;
    private readonly Lock _oneLine = new();
    private readonly Channel<WorkerMessage.Run> _cells = Channel.CreateUnbounded<WorkerMessage.Run>();
    private volatile bool _busy;

    private Worker(NotebookSession session, StreamWriter toRunner) => (_session, _toRunner) = (session, toRunner);

    /// <summary>Runs cells until the runner hangs up.</summary>
    /// <param name="pipeName">The pipe that the runner waits at.</param>
    /// <param name="languages">The languages beside C#.</param>
    public static int Run(string pipeName, IReadOnlyList<LanguageEntry> languages)
    {
        // Ctrl+C reaches every process of a terminal; the runner decides what becomes of this one.
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var session = new NotebookSession(new() { Languages = languages, OwnsProcess = true });
        StartCompiler();
        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        pipe.Connect(10_000);
        using var toRunner = new StreamWriter(pipe, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var worker = new Worker(session, toRunner);
        new Thread(() => worker.Listen(new StreamReader(pipe, new UTF8Encoding(false)))) { IsBackground = true, Name = "runner" }.Start();
        worker.RunCells();
        return 0;
    }

    // Before the runner's clock runs: that the compiler has to start is no cell's fault. In a session of its own, so that nothing of it shows.
    private static void StartCompiler()
    {
        using var hidden = new NotebookSession(new());
        hidden.Run(new("var started = true;"), new NobodyWatches());
    }

    private void RunCells()
    {
        while (_cells.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult() && _cells.Reader.TryRead(out var cell))
        {
            _busy = true;
            var outcome = _session.Run(new(cell.Code, cell.Language, $"cell {cell.Cell}"), new FrontEnd(this, cell.Cell));
            _busy = false;
            Send(new WorkerMessage.Ended(cell.Cell, outcome.Status));
        }
    }

    private void Listen(StreamReader fromRunner)
    {
        while (fromRunner.ReadLine() is { } line)
        {
            switch (WorkerMessage.Parse(line))
            {
                case WorkerMessage.Run cell:
                    _cells.Writer.TryWrite(cell);
                    break;
                case WorkerMessage.Interrupt:
                    _session.Interrupt();
                    break;
            }
        }

        // The runner hung up. A cell that is running then runs for nobody, and may not be stoppable.
        if (_busy)
            Process.GetCurrentProcess().Kill();
        _cells.Writer.Complete();
    }

    private void Send(WorkerMessage message)
    {
        lock (_oneLine)
        {
            try
            {
                _toRunner.WriteLine(message.ToLine());
            }
            catch (IOException)
            {
                // The runner is gone; Listen sees it too and ends the process.
            }
        }
    }

    private sealed class NobodyWatches : ICellFrontEnd
    {
        public void Emit(CellEvent happened)
        {
        }

        public string ReadLine(string prompt, bool password, CancellationToken cancellation) => throw new InvalidOperationException("There is nobody to ask.");
    }

    private sealed class FrontEnd(Worker worker, int cell) : ICellFrontEnd
    {
        public void Emit(CellEvent happened) => worker.Send(new WorkerMessage.Happened(cell, happened));

        public string ReadLine(string prompt, bool password, CancellationToken cancellation) => throw new InvalidOperationException(
            $"The cell asks \"{prompt}\", and in a run without a front end there is nobody to answer. Make it a variable and set it with --parameter NAME=VALUE.");
    }
}
