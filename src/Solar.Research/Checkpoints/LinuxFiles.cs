using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Solar.Research.Checkpoints;

/// <summary>What .NET does not offer of the system's files: copies inside the kernel, durable folders, an exchange of two names.</summary>
internal static partial class LinuxFiles
{
    private const int BufferBytes = 8 << 20;
    private const int CurrentFolder = -100;
    private const uint ExchangeNames = 2;
    private const uint StartWriteback = 2;
    private const int WillNeed = 3;
    private const int NotPermitted = 1, CrossDevice = 18, Invalid = 22, IllegalSeek = 29, NoSuchCall = 38, NotSupported = 95;

    /// <summary>Copies bytes from file to file without bringing them into this process, where the file systems allow it.</summary>
    public static void Copy(SafeFileHandle source, long from, SafeFileHandle destination, long to, long count)
    {
        while (count > 0)
        {
            var copied = CopyFileRange(source, ref from, destination, ref to, (nuint)count, 0);
            if (copied == 0)
                throw new InvalidDataException($"A source file ends {count} bytes early; it was cut while it was open.");
            if (copied < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error is not (CrossDevice or Invalid or NoSuchCall or NotSupported or NotPermitted))
                    throw Failure("copy_file_range", error);
                CopyThroughMemory(source, from, destination, to, count); // the two file systems have no common path
                return;
            }

            count -= copied; // from and to were moved by the call
        }
    }

    /// <summary>Sets the disk to work on what was written, and does not wait: a flush later finds most of it done.</summary>
    public static void StartWriting(SafeFileHandle file, long from = 0, long count = 0)
    {
        if (SyncFileRange(file, from, count, StartWriteback) != 0 && Marshal.GetLastPInvokeError() is var error and not (NoSuchCall or Invalid or IllegalSeek))
            throw Failure("sync_file_range", error);
    }

    /// <summary>Sets the disk to work on what will be read next, and does not wait.</summary>
    public static void StartReading(SafeFileHandle file, long from, long count) =>
        _ = FileAdvise(file, from, count, WillNeed); // a hint: a file system without read-ahead refuses it, and reads all the same

    /// <summary>Brings a folder to the disk: the files in it, unless only its own entries matter, and the list of them.</summary>
    public static void FlushFolder(string path, bool entriesOnly = false)
    {
        if (!entriesOnly)
        {
            foreach (var file in Directory.EnumerateFiles(path))
                Flush(file);
        }

        Flush(path);
    }

    /// <summary>Lets two folders change names in one step.</summary>
    public static void Exchange(string one, string other)
    {
        if (Renameat2(CurrentFolder, one, CurrentFolder, other, ExchangeNames) != 0)
            throw Failure($"exchange of '{one}' and '{other}'", Marshal.GetLastPInvokeError());
    }

    internal static void CopyThroughMemory(SafeFileHandle source, long from, SafeFileHandle destination, long to, long count)
    {
        var buffer = new byte[(int)Math.Min(BufferBytes, count)];
        while (count > 0)
        {
            var read = RandomAccess.Read(source, buffer.AsSpan(0, (int)Math.Min(buffer.Length, count)), from);
            if (read == 0)
                throw new InvalidDataException($"A source file ends {count} bytes early; it was cut while it was open.");
            RandomAccess.Write(destination, buffer.AsSpan(0, read), to);
            from += read;
            to += read;
            count -= read;
        }
    }

    // .NET opens no folders, and its locks would keep us from files that are held.
    private static void Flush(string path)
    {
        var opened = Open(path, 0);
        if (opened < 0)
            throw Failure($"open '{path}'", Marshal.GetLastPInvokeError());
        var failed = Fsync(opened) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(opened);
        if (failed is not (0 or Invalid)) // some file systems have nothing to flush in a folder
            throw Failure($"fsync '{path}'", failed);
    }

    private static IOException Failure(string call, int error) => new($"{call}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    private static partial nint CopyFileRange(SafeFileHandle source, ref long from, SafeFileHandle destination, ref long to, nuint count, uint flags);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long from, long count, uint flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int FileAdvise(SafeFileHandle file, long from, long count, int advice);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Renameat2(int oneFolder, string one, int otherFolder, string other, uint flags);
}
