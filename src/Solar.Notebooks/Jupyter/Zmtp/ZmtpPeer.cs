using System.Net.Sockets;
using System.Text;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>One connection, from its greeting on.</summary>
internal sealed class ZmtpPeer : IDisposable
{
    private const int GreetingBytes = 64;

    private readonly Socket _socket;
    private readonly ZmtpLimits _limits;

    public ZmtpPeer(Socket socket, ZmtpLimits limits, MemoryBudget budget)
    {
        socket.NoDelay = true;
        socket.Blocking = false;
        _socket = socket;
        _limits = limits;
        Reader = new(socket, limits, budget);
        Outbox = new(socket, limits);
    }

    public FrameReader Reader { get; }

    public Outbox Outbox { get; }

    /// <summary>What the peer calls itself, or what its router calls it.</summary>
    public byte[] Identity { get; set; } = [];

    /// <summary>The prefixes that a subscriber asked for. Locked while used.</summary>
    public List<byte[]> Subscriptions { get; } = [];

    /// <summary>Greeting and READY of both sides. Only the mechanism NULL: who may talk is decided by every message's signature.</summary>
    /// <exception cref="InvalidDataException">The peer speaks something else.</exception>
    public void Handshake(string ownType, IReadOnlyList<string> peerTypes)
    {
        Reader.Deadline(_limits.Handshake);
        Outbox.Send(Greeting());
        var theirs = new byte[GreetingBytes];
        // The signature first, so that a web browser or a peer of before ZMTP 2 is sent away at once.
        Reader.ReadExactly(theirs.AsSpan(0, 11));
        if (theirs[0] != 0xFF || (theirs[9] & 1) == 0 || theirs[10] < 3)
            throw new InvalidDataException("The peer does not speak ZMTP 3.");
        Reader.ReadExactly(theirs.AsSpan(11));
        var mechanism = Encoding.Latin1.GetString(theirs, 12, 20).TrimEnd('\0');
        if (mechanism != "NULL")
            throw new InvalidDataException($"The peer wants the ZMTP mechanism '{mechanism}'; here it is NULL.");

        Outbox.Send(ZmtpFrame.Encode(ZmtpCommand.Ready(ownType)));
        var frame = Reader.ReadFrame(_limits.SmallBytes);
        if (!frame.Command || ZmtpCommand.From(frame.Body) is not { Name: "READY" } ready)
            throw new InvalidDataException("The peer's first frame is not READY.");
        var properties = ready.Properties();
        var type = Encoding.Latin1.GetString(properties.GetValueOrDefault("socket-type") ?? []);
        if (!peerTypes.Contains(type))
        {
            Outbox.Send(ZmtpFrame.Encode(ZmtpCommand.Error($"{ownType} does not talk to this socket type")));
            throw new InvalidDataException($"A {ownType} does not talk to a socket of type '{type}'.");
        }

        Identity = properties.GetValueOrDefault("identity") ?? [];
        if (Identity.Length > byte.MaxValue)
            throw new InvalidDataException($"An identity of {Identity.Length} bytes; the limit is {byte.MaxValue}.");
        Reader.Release();
        Reader.Deadline(null);
    }

    /// <summary>Sends what waits and says that nothing follows.</summary>
    public void Finish()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
        }
    }

    public void Dispose()
    {
        Outbox.Close();
        try
        {
            // Wakes the threads that wait for this connection.
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
        }

        _socket.Dispose();
    }

    private static byte[] Greeting()
    {
        var ours = new byte[GreetingBytes];
        (ours[0], ours[9], ours[10], ours[11]) = (0xFF, 0x7F, 3, 1);
        "NULL"u8.CopyTo(ours.AsSpan(12));
        return ours;
    }
}
