using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;

namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>Makes signed frames of what the kernel says.</summary>
internal sealed class MessageWriter(MessageSigner signer)
{
    /// <summary>The version of the messaging protocol that is spoken.</summary>
    public const string ProtocolVersion = "5.3";

    private static readonly byte[] Empty = "{}"u8.ToArray();
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _session = Guid.NewGuid().ToString("N");
    private int _count;

    /// <summary>A message: identities or topic, delimiter, signature, header, parent header, metadata, content.</summary>
    /// <param name="route">The identities of the receiver, or the topic.</param>
    /// <param name="type">Such as <c>execute_reply</c>.</param>
    /// <param name="parent">The header of the request that this belongs to.</param>
    /// <param name="content">Writes the members of the content.</param>
    public IReadOnlyList<byte[]> Write(IReadOnlyList<byte[]> route, string type, byte[]? parent, Action<Utf8JsonWriter> content)
    {
        byte[][] parts = [Header(type), parent ?? Empty, Empty, Object(content)];
        return [.. route, MessageReader.Delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>The topic of a message to all; clients subscribe to everything, and the name helps whoever listens in.</summary>
    public byte[][] Topic(string type) => [Encoding.UTF8.GetBytes($"kernel.{_session}.{type}")];

    private byte[] Header(string type) => Object(json =>
    {
        json.WriteString("msg_id", string.Create(CultureInfo.InvariantCulture, $"{_session}_{Interlocked.Increment(ref _count)}"));
        json.WriteString("session", _session);
        json.WriteString("username", "kernel");
        json.WriteString("date", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        json.WriteString("msg_type", type);
        json.WriteString("version", ProtocolVersion);
    });

    private static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
