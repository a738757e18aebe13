using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>A bound ZeroMQ socket: accepts peers, keeps their protocol, hands on whole messages.</summary>
internal abstract class ZmtpSocket : IDisposable
{
    private const int StackBytes = 256 << 10;

    private readonly Socket _listener;
    private readonly string _type;
    private readonly IReadOnlyList<string> _peerTypes;
    private readonly MemoryBudget _budget;
    private readonly ConcurrentDictionary<ZmtpPeer, bool> _peers = new();
    private volatile bool _closed;

    /// <exception cref="IOException">The port is taken.</exception>
    protected ZmtpSocket(string type, IReadOnlyList<string> peerTypes, IPEndPoint end, ZmtpLimits limits, MemoryBudget budget)
    {
        if (!IPAddress.IsLoopback(end.Address))
            throw new ArgumentException($"{end.Address} can be reached from other machines; only loopback is served.", nameof(end));
        (_type, _peerTypes, Limits, _budget) = (type, peerTypes, limits, budget);
        _listener = new(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // A restarted kernel can bind the ports of the one before it, whose connections linger: .NET sees to it by itself on Unix.
            // Its option ReuseAddress must not be set: it lets a second kernel bind a port in use.
            _listener.Bind(end);
            _listener.Listen();
        }
        catch (SocketException taken)
        {
            _listener.Dispose();
            throw new IOException($"{end} cannot be listened on: {taken.Message}. Is another kernel running with this connection file?", taken);
        }
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint End => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Everything that was sent has reached the system, or can reach nobody any more.</summary>
    public bool IsDrained => _peers.Keys.All(peer => peer.Outbox.IsEmpty);

    protected ZmtpLimits Limits { get; }

    /// <summary>The largest frame and the largest message that peers may send.</summary>
    protected abstract (int Frame, int Message) Largest { get; }

    /// <summary>Accepts peers from now on.</summary>
    public void Start() => new Thread(Accept, StackBytes) { IsBackground = true, Name = $"{_type} accept" }.UnsafeStart();

    /// <summary>Tells every peer that nothing follows.</summary>
    public void Finish()
    {
        _closed = true;
        _listener.Dispose();
        foreach (var peer in _peers.Keys)
            peer.Finish();
    }

    public void Dispose()
    {
        _closed = true;
        _listener.Dispose();
        foreach (var peer in _peers.Keys)
            peer.Dispose();
    }

    /// <summary>Takes a whole message, on the peer's own thread: as long as it takes, the peer is not read from.</summary>
    protected abstract void Receive(ZmtpPeer peer, IReadOnlyList<byte[]> message);

    /// <summary>A peer has introduced itself.</summary>
    protected virtual void Join(ZmtpPeer peer)
    {
    }

    /// <summary>A peer that had joined is gone.</summary>
    protected virtual void Leave(ZmtpPeer peer)
    {
    }

    /// <summary>A command that is not about the connection alone.</summary>
    protected virtual void Obey(ZmtpPeer peer, ZmtpCommand command)
    {
    }

    private void Accept()
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = _listener.Accept();
            }
            catch (Exception closed) when (closed is ObjectDisposedException || _closed)
            {
                return;
            }
            catch (SocketException)
            {
                // The peer left before it was accepted, or descriptors ran out: neither is a reason to serve nobody any more.
                Thread.Sleep(10);
                continue;
            }

            if (_peers.Count >= Limits.Peers)
                accepted.Dispose();
            else
                new Thread(() => Serve(accepted), StackBytes) { IsBackground = true, Name = $"{_type} peer" }.UnsafeStart();
        }
    }

    private void Serve(Socket accepted)
    {
        ZmtpPeer? peer = null;
        var joined = false;
        try
        {
            peer = new(accepted, Limits, _budget);
            _peers[peer] = true;
            peer.Handshake(_type, _peerTypes);
            Join(peer);
            joined = true;
            Read(peer);
        }
        catch (Exception ended) when (ended is SocketException or IOException or InvalidDataException or TimeoutException or ObjectDisposedException)
        {
            // The peer left, broke the protocol or a limit: it loses its connection, nobody else does.
        }
        finally
        {
            if (peer is null)
            {
                accepted.Dispose();
            }
            else
            {
                _peers.TryRemove(peer, out _);
                if (joined)
                    Leave(peer);
                peer.Reader.Release();
                peer.Dispose();
            }
        }
    }

    private void Read(ZmtpPeer peer)
    {
        var message = new List<byte[]>();
        var bytes = 0;
        while (true)
        {
            var frame = peer.Reader.ReadFrame(Largest.Frame, message.Count == 0 ? Limits.Message : null);
            if (frame.Command)
            {
                Command(peer, ZmtpCommand.From(frame.Body));
                if (message.Count > 0)
                    continue;
            }
            else
            {
                message.Add(frame.Body);
                bytes += frame.Body.Length;
                if (bytes > Largest.Message || message.Count > Limits.MessageParts)
                    throw new InvalidDataException($"A message of {message.Count} parts and {bytes:N0} bytes; the limits are {Limits.MessageParts} and {Largest.Message:N0}.");
                if (frame.More)
                    continue;
                Receive(peer, message);
                (message, bytes) = ([], 0);
            }

            peer.Reader.Release();
            peer.Reader.Deadline(null);
        }
    }

    private void Command(ZmtpPeer peer, ZmtpCommand command)
    {
        switch (command.Name)
        {
            // PING carries how long the peer would wait, then a context that PONG returns.
            case "PING" when command.Body.Length is >= 2 and <= 18:
                peer.Outbox.Send(ZmtpFrame.Encode(new ZmtpCommand("PONG", command.Body[2..])));
                break;
            case "PING" or "READY" or "ERROR":
                throw new InvalidDataException($"A {command.Name} of {command.Body.Length} bytes where none belongs.");
            default:
                Obey(peer, command);
                break;
        }
    }
}
