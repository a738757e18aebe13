using System.Net;
using System.Text.Json;
using System.Threading;
using Solar.Notebooks.Jupyter.Messages;
using Solar.Notebooks.Jupyter.Zmtp;

namespace Solar.Notebooks.Jupyter;

/// <summary>The kernel's five sockets, seen from inside: verified requests come in, signed messages go out.</summary>
internal sealed class KernelWire : IDisposable
{
    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private readonly RouterSocket _shell;
    private readonly RouterSocket _control;
    private readonly RouterSocket _stdin;
    private readonly PublisherSocket _published;
    private readonly EchoSocket _heartbeat;
    private readonly Lock _publishing = new();
    private int _dropped;

    /// <summary>Binds the ports.</summary>
    /// <param name="connection">Where, and the key.</param>
    /// <param name="limits">What clients may do.</param>
    /// <param name="received">Takes requests, each client's in their order, on threads of the wire's own.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public KernelWire(ConnectionFile connection, ZmtpLimits limits, Action<Request> received)
    {
        var signer = new MessageSigner(connection.Key);
        (_reader, _writer) = (new(signer), new(signer));
        var budget = new MemoryBudget(limits.IncomingBytes);
        IPEndPoint At(int port) => new(connection.Address, port);
        RouterSocket Router(Channel channel, int port) => new(At(port), limits, budget, frames =>
        {
            if (_reader.Read(channel, frames) is { } request)
                received(request);
        });
        _shell = Router(Channel.Shell, connection.ShellPort);
        _control = Router(Channel.Control, connection.ControlPort);
        _stdin = Router(Channel.Stdin, connection.StdinPort);
        _published = new(At(connection.IoPubPort), limits, budget);
        _heartbeat = new(At(connection.HeartbeatPort), limits, budget);
    }

    private ZmtpSocket[] All => [_published, _heartbeat, _stdin, _control, _shell];

    /// <summary>How many messages were not sent to a client because it read too slowly.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>Lets clients in.</summary>
    public void Start()
    {
        foreach (var socket in All)
            socket.Start();
    }

    /// <summary>Tells all clients.</summary>
    /// <param name="type">Such as <c>stream</c>.</param>
    /// <param name="parent">The request that it belongs to.</param>
    /// <param name="content">Writes the members of the content.</param>
    /// <param name="essential">Somebody waits for it, so it is dropped last.</param>
    public void Publish(string type, Request? parent, Action<Utf8JsonWriter> content, bool essential = false)
    {
        lock (_publishing)
            _dropped += _published.Publish(_writer.Write(_writer.Topic(type), type, parent?.Header, content), essential);
    }

    /// <summary>Answers a request where it came from.</summary>
    public void Reply(Request request, string type, Action<Utf8JsonWriter> content)
    {
        var socket = request.Channel == Channel.Control ? _control : _shell;
        socket.Send(_writer.Write(request.Identities, type, request.Header, content));
    }

    /// <summary>Asks whoever sent a request.</summary>
    /// <returns>False: that client has no stdin channel.</returns>
    public bool Ask(Request request, Action<Utf8JsonWriter> content) =>
        request.Identities.Count > 0 && _stdin.Send(_writer.Write(request.Identities, "input_request", request.Header, content));

    /// <summary>Gives clients a moment to take what was sent, and says that nothing follows.</summary>
    public void Finish(TimeSpan within)
    {
        SpinWait.SpinUntil(() => All.All(socket => socket.IsDrained), within);
        foreach (var socket in All)
            socket.Finish();
    }

    public void Dispose()
    {
        foreach (var socket in All)
            socket.Dispose();
    }
}
