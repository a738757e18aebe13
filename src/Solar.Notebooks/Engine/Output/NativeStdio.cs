using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;

namespace Solar.Notebooks.Engine.Output;

/// <summary>Takes file descriptors 1 and 2 of the process, so that what native code prints reaches the cell.</summary>
/// <remarks>
/// Linux and macOS. Native text comes beside the console's, not in one order with it. Text that no cell can be
/// asked for goes where the descriptors pointed before.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class NativeStdio
{
    private const short Readable = 1;
    private static readonly Lock Gate = new();
    private static NativeStdio? _installed;
    private readonly Stream _out;
    private readonly Stream _error;
    private readonly Pipe[] _pipes;

    private NativeStdio()
    {
        _pipes = [Pipe.InPlaceOf(1, "stdout"), Pipe.InPlaceOf(2, "stderr")];
        (_out, _error) = (_pipes[0].Before, _pipes[1].Before);
        foreach (var pipe in _pipes)
            new Thread(() => ReadForEver(pipe)) { IsBackground = true, Name = $"native {pipe.Name}" }.UnsafeStart();
    }

    /// <summary>Where standard output led before it was taken; the console's own stream if it was not.</summary>
    public static Stream Out => _installed?._out ?? Console.OpenStandardOutput();

    /// <summary>The same of standard error.</summary>
    public static Stream Error => _installed?._error ?? Console.OpenStandardError();

    /// <summary>Takes the descriptors, once.</summary>
    public static void Install()
    {
        lock (Gate)
            _installed ??= new();
    }

    /// <summary>Hands over what native code has printed so far.</summary>
    public static void Drain()
    {
        if (_installed is not { } taken)
            return;
        _ = fflush(0); // the C library keeps text back when it writes to a pipe
        foreach (var pipe in taken._pipes)
            pipe.Read();
    }

    private static void ReadForEver(Pipe pipe)
    {
        while (pipe.Wait())
            pipe.Read();
    }

    [LibraryImport("libc")]
    private static partial int pipe(int* ends);

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, byte* buffer, nint length);

    [LibraryImport("libc")]
    private static partial int fflush(nint file);

    [LibraryImport("libc")]
    private static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command, int argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    private sealed class Pipe(int end, string name, Stream before)
    {
        private const int SetFlags = 2; // F_SETFD
        private const int CloseOnExec = 1; // FD_CLOEXEC
        private const int SetStatus = 4; // F_SETFL
        private const int SetPipeSize = 1031; // F_SETPIPE_SZ
        private readonly Lock _reading = new();
        private bool _dying;
        private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();

        public string Name { get; } = name;

        public Stream Before { get; } = before;

        public static Pipe InPlaceOf(int descriptor, string name)
        {
            var before = dup(descriptor);
            var ends = stackalloc int[2];
            if (before < 0 || pipe(ends) != 0 || dup2(ends[1], descriptor) < 0)
                throw new IOException($"Cannot take {name} (descriptor {descriptor}) to capture what native code prints: {Marshal.GetLastPInvokeErrorMessage()}.");
            _ = close(ends[1]);
            _ = fcntl(ends[0], SetFlags, CloseOnExec); // programs that a cell starts write to the pipe, and read nothing from it
            _ = fcntl(before, SetFlags, CloseOnExec);
            if (descriptor == 2)
                NeverBlock(descriptor);
            return new(ends[0], name, new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(before, ownsHandle: false), FileAccess.Write, bufferSize: 0));
        }

        /// <summary>Lets a writer lose text rather than wait for room.</summary>
        /// <remarks>
        /// After a stack overflow the runtime prints the whole stack, megabytes of it, while no managed thread runs that could read
        /// them: with room for less the process would wait for ever instead of ending.
        /// </remarks>
        private static void NeverBlock(int descriptor)
        {
            if (OperatingSystem.IsLinux())
                _ = fcntl(descriptor, SetPipeSize, 1 << 20);
            _ = fcntl(descriptor, SetStatus, OperatingSystem.IsLinux() ? 0x800 : 0x4); // O_NONBLOCK
        }

        /// <summary>Waits for text; false: there will be none any more.</summary>
        public bool Wait()
        {
            var entry = new PollEntry { Descriptor = end, Wanted = Readable };
            return poll(&entry, 1, -1) < 0 || (entry.Happened & Readable) != 0; // a signal may end the waiting early
        }

        // What the runtime says when it ends the process: whoever started it is told, because the cell's page never will be.
        private static bool IsLastWords(ReadOnlySpan<char> text) =>
            text.StartsWith("Stack overflow") || text.StartsWith("Unhandled exception.") || text.StartsWith("Process terminated.") || text.StartsWith("Fatal error.") || text.StartsWith("Out of memory.");

        public void Read()
        {
            lock (_reading)
            {
                var bytes = stackalloc byte[8192];
                Span<char> text = stackalloc char[8193];
                var entry = new PollEntry { Descriptor = end, Wanted = Readable };
                while (poll(&entry, 1, 0) > 0 && (entry.Happened & Readable) != 0)
                {
                    var length = (int)read(end, bytes, 8192);
                    if (length <= 0)
                        return;
                    var written = _decoder.GetChars(new ReadOnlySpan<byte>(bytes, length), text, flush: false);
                    if (RunningCell.Latest is { } cell && !_dying && !(_dying = IsLastWords(text[..written])))
                        OutputQueue.Shared.Append(cell, Name, text[..written]);
                    else
                        Before.Write(new ReadOnlySpan<byte>(bytes, length));
                }
            }
        }
    }
}
