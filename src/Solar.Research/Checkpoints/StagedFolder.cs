using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Solar.Research.Checkpoints;

/// <summary>A folder that is written aside and appears under its name only when it is complete.</summary>
/// <remarks>A file in it is held locked while somebody writes, and marks the folder as ours. It is the last thing to go, so that a kill at any moment leaves a state that is understood.</remarks>
internal sealed class StagedFolder : IDisposable
{
    /// <summary>The file that is held.</summary>
    internal const string LockName = ".writing";

    // What config, index and the journal may take besides the weights.
    private const long SmallFilesBytes = 16L << 20;

    private readonly SafeFileHandle _lock;
    private readonly bool _overwrite;
    private readonly bool _keep;
    private bool _committed;

    private StagedFolder(string target, string path, SafeFileHandle held, bool overwrite, bool keep)
    {
        Target = target;
        Path = path;
        _lock = held;
        _overwrite = overwrite;
        _keep = keep;
    }

    /// <summary>The name when complete.</summary>
    public string Target { get; }

    /// <summary>Where it grows.</summary>
    public string Path { get; }

    /// <summary>The file that is held: a writer that can be resumed notes its progress there.</summary>
    public SafeFileHandle Journal => _lock;

    /// <summary>Begins anew; what an interrupted run has left is removed.</summary>
    public static StagedFolder Begin(string folder, bool overwrite)
    {
        var target = Full(folder);
        RequireFree(target, overwrite);
        var path = target + ".partial";
        RequireOurs(path);
        Directory.CreateDirectory(path);
        var held = Hold(path);
        if (RandomAccess.GetLength(held) > 0)
        {
            held.Dispose();
            throw new IOException($"{path}: holds an unfinished depth up-scaling or merge; finish it with its own command or remove it.");
        }

        foreach (var left in Directory.EnumerateFiles(path).Where(file => System.IO.Path.GetFileName(file) != LockName))
            File.Delete(left);
        foreach (var left in Directory.EnumerateDirectories(path))
            Directory.Delete(left, recursive: true);
        return new(target, path, held, overwrite, keep: false);
    }

    /// <summary>Begins, or goes on with what an interrupted run has left; the caller validates it.</summary>
    public static StagedFolder Resume(string folder)
    {
        var target = Full(folder);
        RequireFree(target, overwrite: false);
        var path = target + ".partial";
        RequireOurs(path);
        Directory.CreateDirectory(path);
        return new(target, path, Hold(path), overwrite: false, keep: true);
    }

    /// <summary>Refuses to begin, or to go on, when the disk cannot hold what is still to be written.</summary>
    public void RequireSpace(IReadOnlyList<Shard> shards, Func<string, long> freeBytes)
    {
        var present = Directory.EnumerateFiles(Path).Sum(file => new FileInfo(file).Length);
        var needed = shards.Sum(shard => shard.FileBytes) - present + SmallFilesBytes;
        var free = freeBytes(Path);
        if (free >= needed)
            return;

        if (shards.All(shard => !File.Exists(System.IO.Path.Combine(Path, shard.FileName))))
            Discard();
        throw new IOException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Target}: {needed:N0} more bytes are needed, but only {free:N0} are free on its disk. Free {needed - free:N0} bytes or choose another disk."));
    }

    /// <summary>Brings everything to the disk and gives the folder its name.</summary>
    public void Commit()
    {
        LinuxFiles.FlushFolder(Path);
        RequireFree(Target, _overwrite);
        if (Directory.Exists(Target) && Directory.EnumerateFileSystemEntries(Target).Any())
        {
            LinuxFiles.Exchange(Path, Target);
            Directory.Delete(Path, recursive: true);
        }
        else
        {
            if (Directory.Exists(Target))
                Directory.Delete(Target); // empty
            Directory.Move(Path, Target);
        }

        _committed = true;
        _lock.Dispose();
        LinuxFiles.FlushFolder(System.IO.Path.GetDirectoryName(Target)!, entriesOnly: true);
        RemoveMark(Target);
    }

    /// <summary>Removes the mark that a kill right after the renaming may have left in a finished folder.</summary>
    public static void RemoveMark(string folder) => File.Delete(System.IO.Path.Combine(folder, LockName));

    /// <summary>Gives up what is there, resumable or not.</summary>
    public void Discard()
    {
        _lock.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (!_committed && !_keep && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static string Full(string folder) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));

    private static void RequireFree(string target, bool overwrite)
    {
        if (File.Exists(target))
            throw new IOException($"{target}: is a file; choose another name for the folder.");
        if (!overwrite && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new IOException($"{target}: exists and is not empty; it is not overwritten. Choose another name or remove it.");
    }

    private static void RequireOurs(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(System.IO.Path.Combine(path, LockName)))
            throw new IOException($"{path}: this folder is in the way and was not made by an interrupted write; move it away.");
    }

    private static SafeFileHandle Hold(string path)
    {
        try
        {
            return File.OpenHandle(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"{path}: another program is writing it ({error.Message})", error);
        }
    }
}
