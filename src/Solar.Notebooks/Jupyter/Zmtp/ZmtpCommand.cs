using System.Buffers.Binary;
using System.Text;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>A command frame's body: a name behind its length, then what the command says.</summary>
/// <param name="Name">READY, ERROR, SUBSCRIBE, CANCEL, PING or PONG; others are ignored, as the specification asks.</param>
/// <param name="Body">What follows the name.</param>
internal readonly record struct ZmtpCommand(string Name, byte[] Body)
{
    /// <summary>Splits a command frame's body.</summary>
    /// <exception cref="InvalidDataException">The name is longer than the frame.</exception>
    public static ZmtpCommand From(byte[] body)
    {
        if (body.Length == 0 || body[0] == 0 || body[0] > body.Length - 1)
            throw new InvalidDataException($"A ZMTP command of {body.Length} bytes has no name.");
        return new(Encoding.Latin1.GetString(body, 1, body[0]), body[(1 + body[0])..]);
    }

    /// <summary>The READY that ends our side of the handshake.</summary>
    public static ZmtpCommand Ready(string socketType)
    {
        var properties = new MemoryStream();
        void Add(string name, ReadOnlySpan<byte> value)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
            properties.WriteByte((byte)name.Length);
            properties.Write(Encoding.ASCII.GetBytes(name));
            properties.Write(length);
            properties.Write(value);
        }

        Add("Socket-Type", Encoding.ASCII.GetBytes(socketType));
        if (socketType is "ROUTER" or "REP")
            Add("Identity", []);
        return new("READY", properties.ToArray());
    }

    /// <summary>An ERROR that says why the connection ends.</summary>
    public static ZmtpCommand Error(string reason)
    {
        var text = Encoding.ASCII.GetBytes(reason)[..Math.Min(reason.Length, byte.MaxValue)];
        return new("ERROR", [(byte)text.Length, .. text]);
    }

    /// <summary>The properties of a READY, names in lower case.</summary>
    /// <exception cref="InvalidDataException">A length leads out of the command.</exception>
    public IReadOnlyDictionary<string, byte[]> Properties()
    {
        var found = new Dictionary<string, byte[]>();
        var rest = Body.AsSpan();
        while (rest.Length > 0)
        {
            var name = Take(ref rest, Take(ref rest, 1)[0]);
            var length = BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, 4));
            found[Encoding.Latin1.GetString(name).ToLowerInvariant()] = Take(ref rest, length).ToArray();
        }

        return found;
    }

    public byte[] ToBody() => [(byte)Name.Length, .. Encoding.ASCII.GetBytes(Name), .. Body];

    private static ReadOnlySpan<byte> Take(ref Span<byte> rest, int count)
    {
        if (count < 0 || count > rest.Length)
            throw new InvalidDataException($"A ZMTP READY names {count} bytes where {rest.Length} are left.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
