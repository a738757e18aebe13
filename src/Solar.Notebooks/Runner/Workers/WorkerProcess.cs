using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Runner.Workers;

/// <summary>A worker, seen from the runner.</summary>
/// <remarks>
/// They talk through a named pipe: unlike an inherited handle it is not passed on to what the cells start, so that it
/// ends when the worker ends. For the same reason nothing waits for the end of the worker's standard error.
/// </remarks>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly Task<string> _lastWords;

    private WorkerProcess(Process process, NamedPipeServerStream pipe, Task<string> lastWords)
    {
        (_process, _pipe, _lastWords) = (process, pipe, lastWords);
        _reader = new(pipe, new UTF8Encoding(false));
        _writer = new(pipe, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Starts a worker in a folder.</summary>
    public static async Task<WorkerProcess> Start(string folder, CancellationToken cancellation)
    {
        var pipeName = $"solar-notebooks-{Path.GetRandomFileName()}";
        var pipe = new NamedPipeServerStream(pipeName, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var start = new ProcessStartInfo(Program()) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardInput = true };
        if (ProgramFile() is { } assembly)
            start.ArgumentList.Add(assembly);
        start.ArgumentList.Add("notebook");
        start.ArgumentList.Add("worker");
        start.ArgumentList.Add(pipeName);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var lastWords = Head(process.StandardError.BaseStream);
        try
        {
            var connected = pipe.WaitForConnectionAsync(cancellation);
            var exited = process.WaitForExitAsync(cancellation);
            if (await Task.WhenAny(connected, exited, Task.Delay(StartLimit, cancellation)) != connected)
                throw new WorkerDiedException($"the process for its cells did not start: {(process.HasExited ? await Words(lastWords) : $"no sign of life in {StartLimit.TotalSeconds} s")}");
            await connected;
            return new(process, pipe, lastWords);
        }
        catch
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await pipe.DisposeAsync();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">Its number.</param>
    /// <param name="code">Its text.</param>
    /// <param name="language">Its language, if its metadata say it.</param>
    /// <param name="limit">When it is interrupted.</param>
    /// <param name="happened">Takes what it, or an earlier cell, shows.</param>
    /// <param name="cancellation">Gives the run up; the worker can only be disposed of then.</param>
    /// <returns>How it ended, and whether the limit ended it.</returns>
    /// <exception cref="WorkerDiedException">The process is gone.</exception>
    public async Task<(CellStatus Status, bool TimedOut)> Run(
        int cell, string code, string? language, TimeSpan? limit, Action<int, CellEvent> happened, CancellationToken cancellation)
    {
        await Send(new WorkerMessage.Run(cell, code, language));
        var ended = Read(cell, happened, cancellation);
        if (limit is not { } time || await Task.WhenAny(ended, Task.Delay(time, cancellation)) == ended)
            return (await ended, false);
        cancellation.ThrowIfCancellationRequested();
        await Send(new WorkerMessage.Interrupt());
        if (await Task.WhenAny(ended, Task.Delay(StopLimit, cancellation)) == ended)
            return (await ended, true);
        cancellation.ThrowIfCancellationRequested();
        _process.Kill(entireProcessTree: true);
        throw new WorkerDiedException(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"the cell ran for more than {time.TotalSeconds:0.###} s, did not stop within {StopLimit.TotalSeconds} s when it was interrupted, and was ended with its process"));
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.DisposeAsync();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<CellStatus> Read(int cell, Action<int, CellEvent> happened, CancellationToken cancellation)
    {
        while (true)
        {
            string? line;
            try
            {
                line = await _reader.ReadLineAsync(cancellation);
            }
            catch (IOException)
            {
                line = null;
            }

            if (line is null)
                throw new WorkerDiedException(await Death(cancellation));
            switch (WorkerMessage.Parse(line))
            {
                case WorkerMessage.Ended ended when ended.Cell == cell:
                    return ended.Status;
                case WorkerMessage.Happened shown:
                    happened(shown.Cell, shown.Shown);
                    break;
            }
        }
    }

    private async Task Send(WorkerMessage message)
    {
        try
        {
            await _writer.WriteLineAsync(message.ToLine());
        }
        catch (IOException)
        {
            // Reading sees that the process is gone, and says how it went.
        }
    }

    private async Task<string> Death(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        var how = _process.ExitCode switch
        {
            134 or unchecked((int)0xC00000FD) => "crashed: a stack overflow, or an abort in native code",
            139 or unchecked((int)0xC0000005) => "crashed: an access violation in native code",
            137 => "was killed, perhaps for want of memory",
            var code => $"ended with exit code {code}: something called Environment.Exit, or an exception on a thread of its own was not caught",
        };
        var words = await Words(_lastWords);
        return $"its process {how}{(words.Length > 0 ? $"; its last words: {words}" : "")}";
    }

    private static async Task<string> Words(Task<string> lastWords) =>
        await Task.WhenAny(lastWords, Task.Delay(500)) == lastWords ? (await lastWords).Trim() : "";

    // The first lines say what happened; a stack overflow's trace has thousands. All of it is read, or the writer would wait.
    private static async Task<string> Head(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var head = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (head.Count < 5)
                head.Add(line);
        }

        return string.Join('\n', head);
    }

    // This very program: the dotnet that runs it and its assembly, or one executable with everything in it.
    private static string Program()
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return ProgramFile() is not null && File.Exists(dotnet) ? Path.GetFullPath(dotnet) : Environment.ProcessPath!;
    }

    private static string? ProgramFile() => typeof(WorkerProcess).Assembly.Location is { Length: > 0 } location
        && File.Exists(Path.ChangeExtension(location, ".runtimeconfig.json")) ? location : null;
}
