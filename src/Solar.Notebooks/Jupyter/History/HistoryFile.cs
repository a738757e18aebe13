using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Jupyter.History;

/// <summary>The user's cells of all sessions: one line of JSON each, <c>[session, line, input]</c>, appended by every kernel.</summary>
/// <remarks>
/// A session takes its number by writing the line <c>[session]</c> under the file's lock. A line that is no such JSON, as a killed
/// process may leave, is passed over. The file is cut to its newer half when it has grown beyond its bound.
/// </remarks>
internal sealed class HistoryFile(string path, int mostBytes = 8 << 20)
{
    private static readonly TimeSpan LockWithin = TimeSpan.FromSeconds(2);

    /// <summary>The file of this user.</summary>
    public static HistoryFile OfUser()
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new(Path.Combine(folder, "solar-notebooks", "history.jsonl"));
    }

    /// <summary>Everything of earlier sessions, oldest first, and a number for this one.</summary>
    public (IReadOnlyList<HistoryEntry> Earlier, int Session) Begin()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = Open();
        var lines = Lines(file);
        var earlier = new List<HistoryEntry>();
        var session = 1;
        foreach (var line in lines)
        {
            if (Parse(line) is not { } entry)
                continue;
            session = Math.Max(session, entry.Session + 1);
            if (entry.Line > 0)
                earlier.Add(entry);
        }

        if (file.Length > mostBytes)
            Shorten(file, lines);
        Append(file, string.Create(CultureInfo.InvariantCulture, $"[{session}]"));
        return (earlier, session);
    }

    /// <summary>Keeps a cell.</summary>
    public void Add(HistoryEntry entry)
    {
        using var file = Open();
        var input = JsonEncodedText.Encode(JsonText.Whole(entry.Input), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        Append(file, string.Create(CultureInfo.InvariantCulture, $"[{entry.Session},{entry.Line},\"{input}\"]"));
    }

    private static List<string> Lines(FileStream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }

    private static HistoryEntry? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == 1 => new(array[0].GetInt32(), 0, ""),
                { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == 3 => new(array[0].GetInt32(), array[1].GetInt32(), array[2].GetString()!),
                _ => null,
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static void Append(FileStream file, string line)
    {
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private void Shorten(FileStream file, List<string> lines)
    {
        var kept = 0L;
        var first = lines.Count;
        while (first > 0 && kept + lines[first - 1].Length < mostBytes / 2)
            kept += lines[--first].Length + 1;
        file.SetLength(0);
        foreach (var line in lines.Skip(first))
            Append(file, line);
    }

    /// <summary>The file, for this process alone: others wait their turn.</summary>
    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var until = Environment.TickCount64 + (long)LockWithin.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (Environment.TickCount64 < until)
            {
                Thread.Sleep(5); // another kernel writes; it takes microseconds
            }
        }
    }
}
