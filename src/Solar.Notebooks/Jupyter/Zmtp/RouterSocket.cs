using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Threading;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>ROUTER: every message comes with the identity of its peer in front, and goes to the peer whose identity stands in front.</summary>
/// <param name="end">Where to listen.</param>
/// <param name="limits">What peers may do.</param>
/// <param name="budget">Shared with the other sockets.</param>
/// <param name="received">Takes messages, from several threads; a peer is not read from while it holds one of its messages back.</param>
internal sealed class RouterSocket(IPEndPoint end, ZmtpLimits limits, MemoryBudget budget, Action<IReadOnlyList<byte[]>> received)
    : ZmtpSocket("ROUTER", ["DEALER", "REQ", "ROUTER"], end, limits, budget)
{
    private readonly ConcurrentDictionary<string, ZmtpPeer> _byIdentity = new();
    private int _unnamed;

    protected override (int Frame, int Message) Largest => (Limits.FrameBytes, Limits.MessageBytes);

    /// <summary>Sends to the peer named by the first frame.</summary>
    /// <returns>False: the peer is not connected, or reads too slowly.</returns>
    public bool Send(IReadOnlyList<byte[]> message) =>
        _byIdentity.TryGetValue(Key(message[0]), out var peer) && peer.Outbox.Send(ZmtpFrame.Encode([.. message.Skip(1)]), essential: true);

    /// <summary>Whether a peer of this identity is connected.</summary>
    public bool Knows(byte[] identity) => _byIdentity.ContainsKey(Key(identity));

    protected override void Join(ZmtpPeer peer)
    {
        if (peer.Identity is [0, ..])
            throw new InvalidDataException("An identity that begins with zero is for routers to give.");
        if (peer.Identity.Length == 0)
        {
            peer.Identity = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(peer.Identity.AsSpan(1), Interlocked.Increment(ref _unnamed));
        }

        // A client that reconnects takes over from its former connection.
        _byIdentity[Key(peer.Identity)] = peer;
    }

    protected override void Leave(ZmtpPeer peer) => _byIdentity.TryRemove(new(Key(peer.Identity), peer));

    protected override void Receive(ZmtpPeer peer, IReadOnlyList<byte[]> message) => received([peer.Identity, .. message]);

    private static string Key(byte[] identity) => Convert.ToHexString(identity);
}
