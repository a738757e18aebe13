using System.Net;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>REP that returns every message: the heartbeat by which a client sees that the process lives, whatever a cell does.</summary>
internal sealed class EchoSocket(IPEndPoint end, ZmtpLimits limits, MemoryBudget budget)
    : ZmtpSocket("REP", ["REQ", "DEALER"], end, limits, budget)
{
    protected override (int Frame, int Message) Largest => (Limits.SmallBytes, Limits.SmallBytes);

    protected override void Receive(ZmtpPeer peer, IReadOnlyList<byte[]> message)
    {
        peer.Outbox.Send(ZmtpFrame.Encode(message));
    }
}
