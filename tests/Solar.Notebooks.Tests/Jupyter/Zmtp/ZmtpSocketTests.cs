using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Solar.Notebooks.Jupyter.Zmtp;

namespace Solar.Notebooks.Tests.Jupyter.Zmtp;

public sealed class ZmtpSocketTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void An_address_that_others_can_reach_is_refused()
    {
        foreach (var address in new[] { IPAddress.Any, IPAddress.IPv6Any, IPAddress.Parse("192.168.1.7") })
            Assert.Throws<ArgumentException>(() => new EchoSocket(new(address, 0), new(), new(1000)));
    }

    [Fact]
    public void A_port_in_use_is_named_in_the_error()
    {
        using var first = new EchoSocket(AnyPort, new(), new(1000));
        var taken = Assert.Throws<IOException>(() => new EchoSocket(first.End, new(), new(1000)));
        Assert.Contains(first.End.ToString(), taken.Message);
    }

    [Fact]
    public void A_heartbeat_comes_back_as_it_was()
    {
        using var echo = Started(new EchoSocket(AnyPort, new(), new(1 << 20)));
        using var peer = RawPeer.Connect(echo.End.Port, "REQ");
        peer.Send(RawPeer.Message([], "ping"u8.ToArray()));
        Assert.Equal(["", "ping"], peer.ReceiveMessage().Select(Encoding.ASCII.GetString));
    }

    [Fact]
    public void A_message_cut_into_single_bytes_arrives_whole()
    {
        using var echo = Started(new EchoSocket(AnyPort, new(), new(1 << 20)));
        using var peer = RawPeer.Connect(echo.End.Port, "DEALER");
        var large = new byte[1000];
        new Random(1).NextBytes(large);
        foreach (var one in RawPeer.Message([], large))
            peer.Send([one]);
        Assert.Equal(large, peer.ReceiveMessage()[1]);
    }

    [Fact]
    public void Two_messages_in_one_packet_are_two()
    {
        using var echo = Started(new EchoSocket(AnyPort, new(), new(1 << 20)));
        using var peer = RawPeer.Connect(echo.End.Port, "DEALER");
        peer.Send([.. RawPeer.Message("a"u8.ToArray()), .. RawPeer.Message("b"u8.ToArray(), "c"u8.ToArray())]);
        Assert.Equal(["a"], peer.ReceiveMessage().Select(Encoding.ASCII.GetString));
        Assert.Equal(["b", "c"], peer.ReceiveMessage().Select(Encoding.ASCII.GetString));
    }

    [Fact]
    public void A_router_knows_its_peers_by_identity_and_a_reconnected_one_takes_over()
    {
        var received = new BlockingCollection<IReadOnlyList<byte[]>>();
        using var router = Started(new RouterSocket(AnyPort, new(), new(1 << 20), received.Add));
        using var former = RawPeer.Connect(router.End.Port, "DEALER", "ada");
        former.Send(RawPeer.Message("1"u8.ToArray()));
        Assert.Equal(["ada", "1"], Take(received));
        using var latter = RawPeer.Connect(router.End.Port, "DEALER", "ada");
        latter.Send(RawPeer.Message("2"u8.ToArray()));
        Assert.Equal(["ada", "2"], Take(received));

        Assert.True(router.Send(["ada"u8.ToArray(), "answer"u8.ToArray()]));
        Assert.Equal(["answer"], latter.ReceiveMessage().Select(Encoding.ASCII.GetString));
        Assert.False(router.Send(["bob"u8.ToArray(), "answer"u8.ToArray()]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_subscription_is_understood_as_a_message_and_as_a_command(int minor)
    {
        using var publisher = Started(new PublisherSocket(AnyPort, new(), new(1 << 20)));
        using var peer = RawPeer.Connect(publisher.End.Port, "SUB", minor: minor);
        peer.Send(minor == 0 ? RawPeer.Frame([1, (byte)'a']) : RawPeer.Command("SUBSCRIBE", "a"u8));
        // A PONG tells that what came before the PING was read.
        peer.Send(RawPeer.Command("PING", [0, 0, 7, 8]));
        var (flags, pong) = peer.ReceiveFrame();
        Assert.Equal(4, flags);
        Assert.Equal([4, .. "PONG"u8, 7, 8], pong);

        publisher.Publish(["b"u8.ToArray(), "unwanted"u8.ToArray()], essential: false);
        publisher.Publish(["abc"u8.ToArray(), "wanted"u8.ToArray()], essential: false);
        Assert.Equal(["abc", "wanted"], peer.ReceiveMessage().Select(Encoding.ASCII.GetString));
    }

    [Fact]
    public void A_subscriber_that_reads_nothing_costs_bounded_memory_and_hears_of_the_end_all_the_same()
    {
        var limits = new ZmtpLimits { QueuedBytes = 1 << 20, QueuedMessages = 1000 };
        using var publisher = Started(new PublisherSocket(AnyPort, limits, new(1 << 20)));
        using var slow = Subscribed(publisher);
        using var quick = Subscribed(publisher);
        var payload = new byte[64 << 10];
        var dropped = 0;
        for (var sent = 0; sent < 1000; sent++)
        {
            dropped += publisher.Publish(["t"u8.ToArray(), payload], essential: false);
            quick.ReceiveMessage();
        }

        Assert.InRange(dropped, 800, 999);
        Assert.Equal(0, publisher.Publish(["t"u8.ToArray(), "the end"u8.ToArray()], essential: true));
        var received = 0;
        while (!slow.ReceiveMessage()[1].AsSpan().SequenceEqual("the end"u8))
            received++;
        Assert.Equal(1000 - dropped, received);
    }

    [Fact]
    public void Whoever_does_not_introduce_itself_in_time_is_disconnected()
    {
        using var echo = Started(new EchoSocket(AnyPort, new() { Handshake = TimeSpan.FromMilliseconds(200) }, new(1 << 20)));
        using var silent = new RawPeer(echo.End.Port);
        using var half = new RawPeer(echo.End.Port);
        half.Send(RawPeer.Greeting());
        Assert.True(silent.IsClosed());
        Assert.True(half.IsClosed());
    }

    [Fact]
    public void A_message_that_does_not_end_in_time_ends_the_connection_and_a_quiet_peer_stays()
    {
        using var echo = Started(new EchoSocket(AnyPort, new() { Message = TimeSpan.FromMilliseconds(200) }, new(1 << 20)));
        using var quiet = RawPeer.Connect(echo.End.Port, "DEALER");
        using var slow = RawPeer.Connect(echo.End.Port, "DEALER");
        slow.Send(RawPeer.Frame("begun"u8, announced: 100));
        Assert.True(slow.IsClosed());
        quiet.Send(RawPeer.Message("here"u8.ToArray()));
        Assert.Single(quiet.ReceiveMessage());
    }

    [Theory]
    [InlineData("too large a frame")]
    [InlineData("too many parts")]
    [InlineData("too large a message")]
    [InlineData("unknown flags")]
    [InlineData("a command in parts")]
    public void A_broken_limit_ends_the_connection(string what)
    {
        var limits = new ZmtpLimits { FrameBytes = 1000, MessageBytes = 3000, MessageParts = 10 };
        using var router = Started(new RouterSocket(AnyPort, limits, new(1 << 20), _ => { }));
        using var peer = RawPeer.Connect(router.End.Port, "DEALER");
        peer.Send(what switch
        {
            "too large a frame" => RawPeer.Frame(new byte[1001]),
            "too many parts" => RawPeer.Message([.. Enumerable.Repeat(new byte[1], 11)]),
            "too large a message" => RawPeer.Message([.. Enumerable.Repeat(new byte[1000], 4)]),
            "unknown flags" => RawPeer.Frame([1], flags: 64),
            _ => RawPeer.Frame([1, (byte)'X'], flags: 5),
        });
        Assert.True(peer.IsClosed());
    }

    [Fact]
    public void Announced_bytes_take_no_memory_and_sent_ones_only_up_to_the_budget()
    {
        using var router = Started(new RouterSocket(AnyPort, new(), new(1 << 20), _ => { }));
        var announcing = Enumerable.Range(0, 15).Select(_ => RawPeer.Connect(router.End.Port, "DEALER")).ToList();
        foreach (var peer in announcing)
            peer.Send(RawPeer.Frame([], announced: 64 << 20));
        using var sending = RawPeer.Connect(router.End.Port, "DEALER");
        try
        {
            sending.Send(RawPeer.Frame(new byte[2 << 20]));
        }
        catch (SocketException closed) when (closed.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.TimedOut)
        {
            // What a sender that is cut off is told varies; that it is, is asked below.
        }

        Assert.True(sending.IsClosed());
        announcing.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public void Connections_beyond_the_limit_are_closed_and_the_others_served()
    {
        using var echo = Started(new EchoSocket(AnyPort, new() { Peers = 2 }, new(1 << 20)));
        using var first = RawPeer.Connect(echo.End.Port, "DEALER");
        using var second = RawPeer.Connect(echo.End.Port, "DEALER");
        using var third = new RawPeer(echo.End.Port);
        Assert.True(third.IsClosed());
        second.Send(RawPeer.Message("still here"u8.ToArray()));
        Assert.Single(second.ReceiveMessage());
    }

    private static T Started<T>(T socket)
        where T : ZmtpSocket
    {
        socket.Start();
        return socket;
    }

    private static RawPeer Subscribed(PublisherSocket publisher)
    {
        var peer = RawPeer.Connect(publisher.End.Port, "SUB", minor: 1);
        peer.Send(RawPeer.Command("SUBSCRIBE", []));
        peer.Send(RawPeer.Command("PING", [0, 0]));
        peer.ReceiveFrame();
        return peer;
    }

    private static IEnumerable<string> Take(BlockingCollection<IReadOnlyList<byte[]>> received)
    {
        using var late = new CancellationTokenSource(Patience);
        return received.Take(late.Token).Select(Encoding.ASCII.GetString);
    }
}
