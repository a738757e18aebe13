using System.Net.Sockets;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>Wrong, replayed, cut, oversized and random frames on every port of a real kernel: it lives, it answers, it ran none of it.</summary>
public sealed class HostileFramesTests
{
    private const long MostMemory = 1L << 30;

    private static readonly int Frames = Environment.GetEnvironmentVariable("SOLAR_LONG_TESTS") == "1" ? 1_000_000 : 20_000;
    private static readonly string[] PeerTypes = ["DEALER", "DEALER", "DEALER", "SUB", "REQ"];

    [Fact]
    public void Hostile_frames_on_every_port_execute_nothing_and_leave_the_kernel_well()
    {
        using var kernel = new TestKernel();
        using var client = new KernelClient(kernel.Connection);
        client.Run("var canary = 0;");
        var once = client.SignedRequest("execute_request", KernelClient.ExecuteContent("canary += 1;"));
        using (var other = RawPeer.Connect(kernel.Connection.ShellPort, "DEALER", "other"))
        {
            other.Send(RawPeer.Message(once));
            other.ReceiveMessage();
        }

        var random = new Random(20261);
        var hostile = new HostileFrames(random, "canary += 1000;", once);
        var sent = 0;
        var kinds = new int[HostileFrames.Kinds];
        for (var connection = 0; sent < Frames; connection++)
            sent += Attack(kernel, random, hostile, connection, kinds);

        Assert.False(kernel.Process.HasExited, kernel.Said);
        Assert.All(kinds, count => Assert.True(count > Frames / 100));
        Assert.Equal("1", client.Value("canary"));
        // Two cells before the frames, the canary is the third, this is the fourth: nothing else was counted.
        Assert.Equal(4, (int?)client.Run("1").Reply.Content["execution_count"]);
        Assert.Equal("ok", (string?)client.Ask("kernel_info_request", control: true).Content["status"]);
        kernel.Process.Refresh();
        Assert.InRange(kernel.Process.WorkingSet64, 1, MostMemory);
    }

    /// <summary>One connection full of hostility.</summary>
    /// <returns>How many frames it sent.</returns>
    private static int Attack(TestKernel kernel, Random random, HostileFrames hostile, int connection, int[] kinds)
    {
        var port = connection % 5;
        using var peer = new RawPeer(kernel.Ports[port]);
        var sent = 0;
        try
        {
            if (random.Next(4) == 0)
            {
                peer.Send(hostile.Opening(random.Next(HostileFrames.Openings)));
                return 1;
            }

            peer.Send(RawPeer.Greeting(minor: random.Next(2)));
            peer.Send(RawPeer.Ready(PeerTypes[port], random.Next(2) == 0 ? "" : $"hostile-{random.Next(5)}"));
            for (var last = false; !last;)
            {
                (var kind, last) = hostile.Kind();
                kinds[kind]++;
                sent++;
                peer.Send(hostile.Next(kind));
            }
        }
        catch (SocketException closed) when (closed.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
        {
            // The server closed the connection, as it should.
        }

        return Math.Max(sent, 1);
    }
}
