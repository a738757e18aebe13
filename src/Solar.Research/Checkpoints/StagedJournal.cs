using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Solar.Research.Checkpoints;

/// <summary>What of an unfinished folder is known to be on the disk: one line for the job, then <c>bytes file</c> for each advance.</summary>
/// <remarks>A line is added only after the bytes it speaks of were flushed, so everything it says is true after a kill or a power cut; a torn last line says nothing.</remarks>
internal sealed class StagedJournal
{
    private readonly SafeFileHandle _handle;
    private readonly ConcurrentDictionary<string, long> _durable; // noted behind the copy, asked by it
    private long _end;

    private StagedJournal(SafeFileHandle handle, ConcurrentDictionary<string, long> durable, long end)
    {
        _handle = handle;
        _durable = durable;
        _end = end;
    }

    /// <summary>Reads the journal of a staging folder, or begins it.</summary>
    /// <exception cref="IOException">The folder holds the unfinished work of another job.</exception>
    public static StagedJournal Of(StagedFolder staged, string fingerprint)
    {
        var content = new byte[RandomAccess.GetLength(staged.Journal)];
        RandomAccess.Read(staged.Journal, content, 0);
        var whole = Encoding.UTF8.GetString(content)[..(content.AsSpan().LastIndexOf((byte)'\n') + 1)];
        var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0 && lines[0] != fingerprint)
            throw new IOException($"{staged.Path}: holds the unfinished work of another job (another plan or recipe, other options, or a source has changed). Remove it, or finish that job.");

        var durable = new ConcurrentDictionary<string, long>();
        foreach (var line in lines.Skip(1))
        {
            if (line.Split(' ', 2) is not [var bytes, var file] || !long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new InvalidDataException($"{staged.Path}: the journal says '{line}', which it never would; remove the folder and begin anew.");
            durable[file] = count;
        }

        var journal = new StagedJournal(staged.Journal, durable, whole.Length);
        if (lines.Length == 0)
            journal.Append(fingerprint);
        return journal;
    }

    /// <summary>How much of a file, from its beginning, need not be written again.</summary>
    public long DurableBytes(string file) => _durable.GetValueOrDefault(file);

    /// <summary>Opens a file of the staging folder, which must hold at least what was promised; what lies beyond was not promised and is cut off.</summary>
    public SafeFileHandle Open(string path)
    {
        var durable = DurableBytes(Path.GetFileName(path));
        var length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (length < durable)
            throw new InvalidDataException($"{path}: the journal promises {durable} bytes, but the file has {length}; remove its folder and begin anew.");
        using (var cut = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
            cut.SetLength(durable);
        return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
    }

    /// <summary>Notes that a file is on the disk up to here.</summary>
    public void Note(string file, long bytes)
    {
        Append(string.Create(CultureInfo.InvariantCulture, $"{bytes} {file}"));
        _durable[file] = bytes;
    }

    private void Append(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        RandomAccess.Write(_handle, bytes, _end);
        RandomAccess.FlushToDisk(_handle);
        _end += bytes.Length;
    }
}
