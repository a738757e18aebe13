using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>The client's side of ZMTP 3, written from the specification and not from the server's code; it can also be rude.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;

    public RawPeer(int port, TimeSpan? patience = null)
    {
        _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)(patience ?? TimeSpan.FromSeconds(30)).TotalMilliseconds,
            SendTimeout = 30_000,
        };
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>A peer that has introduced itself.</summary>
    public static RawPeer Connect(int port, string type, string identity = "", int minor = 0)
    {
        var peer = new RawPeer(port);
        peer.Send(Greeting(minor: minor));
        peer.Send(Ready(type, identity));
        var greeting = peer.Receive(64);
        Assert.Equal((0xFF, 0x7F, 3), (greeting[0], greeting[9], greeting[10]));
        var (flags, body) = peer.ReceiveFrame();
        Assert.Equal(4, flags & 4);
        Assert.Equal("READY", Encoding.ASCII.GetString(body, 1, 5));
        return peer;
    }

    public static byte[] Greeting(string mechanism = "NULL", int major = 3, int minor = 0)
    {
        var greeting = new byte[64];
        (greeting[0], greeting[9], greeting[10], greeting[11]) = (0xFF, 0x7F, (byte)major, (byte)minor);
        Encoding.ASCII.GetBytes(mechanism).CopyTo(greeting, 12);
        return greeting;
    }

    public static byte[] Ready(string type, string identity = "") =>
        Command("READY", [.. Property("Socket-Type", type), .. Property("Identity", identity)]);

    public static byte[] Command(string name, ReadOnlySpan<byte> body) => Frame([(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. body], flags: 4);

    /// <summary>A frame, with whatever flags and announced length.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> body, int flags = 0, long? announced = null)
    {
        var length = announced ?? body.Length;
        if (length is >= 0 and < 256)
            return [(byte)flags, (byte)length, .. body];
        var head = new byte[9];
        head[0] = (byte)(flags | 2);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), length);
        return [.. head, .. body];
    }

    public static byte[] Message(params IReadOnlyList<byte[]> parts) => [.. parts.SelectMany((part, at) => Frame(part, at + 1 < parts.Count ? 1 : 0))];

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[_socket.Send(bytes)..];
    }

    public byte[] Receive(int count)
    {
        var target = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var received = _socket.Receive(target, filled, count - filled, SocketFlags.None);
            filled += received > 0 ? received : throw new EndOfStreamException();
        }

        return target;
    }

    public (int Flags, byte[] Body) ReceiveFrame()
    {
        var flags = Receive(1)[0];
        var length = (flags & 2) != 0 ? BinaryPrimitives.ReadInt64BigEndian(Receive(8)) : Receive(1)[0];
        return (flags, Receive((int)length));
    }

    public List<byte[]> ReceiveMessage()
    {
        var parts = new List<byte[]>();
        while (true)
        {
            var (flags, body) = ReceiveFrame();
            if ((flags & 4) != 0)
                continue;
            parts.Add(body);
            if ((flags & 1) == 0)
                return parts;
        }
    }

    /// <summary>Whether the server closes the connection, after whatever it still sends.</summary>
    public bool IsClosed()
    {
        try
        {
            var rest = new byte[4096];
            while (_socket.Receive(rest) > 0)
            {
            }

            return true;
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
        catch (SocketException late) when (late.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Property(string name, string value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. length, .. Encoding.ASCII.GetBytes(value)];
    }
}
