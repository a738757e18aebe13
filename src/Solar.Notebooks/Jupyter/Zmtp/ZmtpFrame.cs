using System.Buffers.Binary;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>One frame on the wire: a flag byte, the length in one byte or in eight, the body.</summary>
/// <remarks>ZMTP 3.1 (rfc.zeromq.org/spec/37), <c>traffic</c>.</remarks>
/// <param name="Body">What it carries.</param>
/// <param name="More">Another frame of the message follows.</param>
/// <param name="Command">It speaks to the connection, not to the reader.</param>
internal readonly record struct ZmtpFrame(byte[] Body, bool More = false, bool Command = false)
{
    public const byte MoreFlag = 1;
    public const byte LongFlag = 2;
    public const byte CommandFlag = 4;

    private int HeadBytes => Body.Length <= byte.MaxValue ? 2 : 9;

    /// <summary>A message as it goes onto the wire.</summary>
    public static byte[] Encode(IReadOnlyList<byte[]> message)
    {
        var length = 0;
        foreach (var body in message)
            length += new ZmtpFrame(body).HeadBytes + body.Length;
        var wire = new byte[length];
        var rest = wire.AsSpan();
        for (var at = 0; at < message.Count; at++)
            rest = new ZmtpFrame(message[at], More: at + 1 < message.Count).WriteTo(rest);
        return wire;
    }

    /// <summary>A command as it goes onto the wire.</summary>
    public static byte[] Encode(ZmtpCommand command)
    {
        var frame = new ZmtpFrame(command.ToBody(), Command: true);
        var wire = new byte[frame.HeadBytes + frame.Body.Length];
        frame.WriteTo(wire);
        return wire;
    }

    private Span<byte> WriteTo(Span<byte> target)
    {
        target[0] = (byte)((More ? MoreFlag : 0) | (Command ? CommandFlag : 0) | (HeadBytes == 9 ? LongFlag : 0));
        if (HeadBytes == 2)
            target[1] = (byte)Body.Length;
        else
            BinaryPrimitives.WriteInt64BigEndian(target[1..], Body.Length);
        Body.CopyTo(target[HeadBytes..]);
        return target[(HeadBytes + Body.Length)..];
    }
}
