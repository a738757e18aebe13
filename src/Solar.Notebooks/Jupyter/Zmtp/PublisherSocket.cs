using System.Collections.Concurrent;
using System.Net;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>PUB: sends to every peer that subscribed to a prefix of the first frame; whoever has not subscribed yet misses it.</summary>
internal sealed class PublisherSocket(IPEndPoint end, ZmtpLimits limits, MemoryBudget budget)
    : ZmtpSocket("PUB", ["SUB", "XSUB"], end, limits, budget)
{
    private readonly ConcurrentDictionary<ZmtpPeer, bool> _subscribers = new();

    protected override (int Frame, int Message) Largest => (Limits.SmallBytes, Limits.SmallBytes);

    /// <summary>Sends to all who want it.</summary>
    /// <returns>How many wanted it and did not get it because they read too slowly.</returns>
    public int Publish(IReadOnlyList<byte[]> message, bool essential)
    {
        byte[]? wire = null;
        var dropped = 0;
        foreach (var (peer, _) in _subscribers)
        {
            if (Wants(peer, message[0]) && !peer.Outbox.Send(wire ??= ZmtpFrame.Encode(message), essential))
                dropped++;
        }

        return dropped;
    }

    protected override void Leave(ZmtpPeer peer) => _subscribers.TryRemove(peer, out _);

    /// <summary>A subscription as ZMTP 3.0 has it: a message of one frame that begins with 1, or with 0 to cancel.</summary>
    protected override void Receive(ZmtpPeer peer, IReadOnlyList<byte[]> message)
    {
        if (message is [[1, .. var wanted]])
            Subscribe(peer, wanted);
        else if (message is [[0, .. var unwanted]])
            Cancel(peer, unwanted);
    }

    /// <summary>A subscription as ZMTP 3.1 has it.</summary>
    protected override void Obey(ZmtpPeer peer, ZmtpCommand command)
    {
        if (command.Name == "SUBSCRIBE")
            Subscribe(peer, command.Body);
        else if (command.Name == "CANCEL")
            Cancel(peer, command.Body);
    }

    private static bool Wants(ZmtpPeer peer, byte[] topic)
    {
        lock (peer.Subscriptions)
            return peer.Subscriptions.Exists(prefix => topic.AsSpan().StartsWith(prefix));
    }

    private void Subscribe(ZmtpPeer peer, byte[] prefix)
    {
        lock (peer.Subscriptions)
        {
            if (peer.Subscriptions.Count >= Limits.Subscriptions)
                throw new InvalidDataException($"More than {Limits.Subscriptions} subscriptions.");
            peer.Subscriptions.Add(prefix);
        }

        _subscribers[peer] = true;
    }

    private static void Cancel(ZmtpPeer peer, byte[] prefix)
    {
        lock (peer.Subscriptions)
        {
            var at = peer.Subscriptions.FindIndex(known => known.AsSpan().SequenceEqual(prefix));
            if (at >= 0)
                peer.Subscriptions.RemoveAt(at);
        }
    }
}
