using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;

namespace Solar.Research.Data.SyntheticMath.Server;

/// <summary>Every reply that a server gave, kept as it came, so that an interrupted run asks for nothing twice.</summary>
/// <remarks>A line for each reply: the key, which is the hash of all that was sent, and the text or why there is none. Lines are only ever added.</remarks>
public sealed class ReplyJournal : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, MathReply> _replies = new(StringComparer.Ordinal);
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    /// <summary>Opens a journal, or begins one.</summary>
    /// <exception cref="InvalidDataException">A line is no reply; the message names it. A last line that was cut off is taken away instead.</exception>
    /// <exception cref="IOException">Another run has it open.</exception>
    public ReplyJournal(string path)
    {
        _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Read(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Replies that it holds.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _replies.Count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    internal MathReply? Find(string key)
    {
        lock (_gate)
            return _replies.TryGetValue(key, out var reply) ? reply : null;
    }

    internal void Add(string key, MathReply reply)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new Line(key, reply.Text, reply.Failure), Plain);
        lock (_gate)
        {
            if (!_replies.TryAdd(key, reply))
                return;
            _file.Write([.. line, (byte)'\n']);
            _file.Flush();
        }
    }

    private void Read(string path)
    {
        using var reader = new StreamReader(_file, new UTF8Encoding(false, throwOnInvalidBytes: false), leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text.LastIndexOf('\n') + 1;
        var number = 0;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            if (Parse(line) is not { Key: { } key } read || (read.Text is null) == (read.Failure is null))
                throw new InvalidDataException($"{path}, line {number}: expected a reply, found '{(line.Length > 60 ? line[..60] + "…" : line)}'. Delete the line, and it is asked for again.");
            _replies[key] = new(read.Text, read.Failure);
        }

        _file.SetLength(Encoding.UTF8.GetByteCount(text[..whole])); // a run was killed as it wrote
        _file.Seek(0, SeekOrigin.End);
    }

    private static Line? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Plain);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(string? Key, string? Text, string? Failure);
}
