using Microsoft.Win32.SafeHandles;

namespace Solar.Research.Checkpoints;

/// <summary>A folder that is written aside and appears under its name only when it is complete.</summary>
internal sealed class StagedFolder : IDisposable
{
    private const string LockName = ".writing";

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

    /// <summary>Begins anew; what an interrupted run has left is removed.</summary>
    public static StagedFolder Begin(string folder, bool overwrite)
    {
        var target = Full(folder);
        RequireFree(target, overwrite);
        var path = target + ".partial";
        if (Directory.Exists(path))
        {
            // Only a folder of ours is removed, and only when nobody is writing it.
            if (!File.Exists(System.IO.Path.Combine(path, LockName)))
                throw new IOException($"{path}: this folder is in the way and was not made by an interrupted write; move it away.");
            Hold(path).Dispose();
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        return new(target, path, Hold(path), overwrite, keep: false);
    }

    /// <summary>Begins, or goes on with what an interrupted run has left; the caller validates it.</summary>
    public static StagedFolder Resume(string folder)
    {
        var target = Full(folder);
        RequireFree(target, overwrite: false);
        var path = target + ".partial";
        if (Directory.Exists(path) && !File.Exists(System.IO.Path.Combine(path, LockName)))
            throw new IOException($"{path}: this folder is in the way and was not made by an interrupted write; move it away.");
        Directory.CreateDirectory(path);
        return new(target, path, Hold(path), overwrite: false, keep: true);
    }

    /// <summary>Brings everything to the disk and gives the folder its name.</summary>
    public void Commit()
    {
        File.Delete(System.IO.Path.Combine(Path, LockName));
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
                Directory.Delete(Target);
            Directory.Move(Path, Target);
        }

        LinuxFiles.FlushFolder(System.IO.Path.GetDirectoryName(Target)!, entriesOnly: true);
        _committed = true;
        _lock.Dispose();
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
