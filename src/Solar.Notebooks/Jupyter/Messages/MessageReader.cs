using System.Text.Json;
using System.Threading;

namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>Makes requests of frames, and nothing of frames that are not signed, were seen before, or are malformed.</summary>
internal sealed class MessageReader(MessageSigner signer)
{
    /// <summary>What stands between the identities and the message.</summary>
    public static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    private const int MostIdentities = 16;
    private const int RememberedSignatures = 1 << 18;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128 };

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<UInt128> _order = new();

    /// <summary>The request, or null: then nothing whatever is to happen.</summary>
    public Request? Read(Channel channel, IReadOnlyList<byte[]> frames)
    {
        var at = 0;
        while (at < frames.Count && at < MostIdentities && !frames[at].AsSpan().SequenceEqual(Delimiter))
            at++;
        if (frames.Count < at + 6 || !frames[at].AsSpan().SequenceEqual(Delimiter))
            return null;
        byte[] signature = frames[at + 1], header = frames[at + 2], metadata = frames[at + 4], content = frames[at + 5];
        if (!signer.Verify([header, frames[at + 3], metadata, content], signature) || IsReplay(signature))
            return null;

        try
        {
            var parsed = Parse(header);
            return TextOf(parsed, "msg_type") is { } type && TextOf(parsed, "msg_id") is not null && TextOf(parsed, "session") is not null
                ? new(channel, [.. frames.Take(at)], header, type, Parse(metadata), Parse(content))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json, Strict);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("expected an object");
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A signature is good once. The first half of it tells it from all others.</summary>
    private bool IsReplay(byte[] signature)
    {
        var half = UInt128.Parse(System.Text.Encoding.ASCII.GetString(signature, 0, 32), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        lock (_gate)
        {
            if (!_seen.Add(half))
                return true;
            _order.Enqueue(half);
            if (_order.Count > RememberedSignatures)
                _seen.Remove(_order.Dequeue());
            return false;
        }
    }
}
