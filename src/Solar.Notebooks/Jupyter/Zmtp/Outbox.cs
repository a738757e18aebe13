using System.Net.Sockets;
using System.Threading;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>What waits to be sent to one peer, in order and within bounds.</summary>
internal sealed class Outbox(Socket socket, ZmtpLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _waiting = new();
    private int _sentOfFirst;
    private long _bytes;
    private bool _closed;

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0;
        }
    }

    /// <summary>Sends as much as the connection takes at once; the rest follows from a thread of its own as the peer reads.</summary>
    /// <param name="wire">Encoded, and shared with other peers.</param>
    /// <param name="essential">May use the reserve.</param>
    /// <returns>False: the peer reads too slowly, and the message was dropped.</returns>
    public bool Send(byte[] wire, bool essential = false)
    {
        lock (_gate)
        {
            if (_closed)
                return true;
            if (_waiting.Count > 0)
            {
                var share = essential ? 1 + limits.Reserve : 1;
                if (_bytes + wire.Length > limits.QueuedBytes * share || _waiting.Count >= limits.QueuedMessages * share)
                    return false;
                Wait(wire);
                return true;
            }

            var sent = SendNow(wire);
            if (_closed || sent == wire.Length)
                return true;
            Wait(wire);
            _sentOfFirst = sent;
        }

        new Thread(SendWaiting, 128 << 10) { IsBackground = true, Name = "slow client" }.UnsafeStart();
        return true;
    }

    /// <summary>Drops what waits.</summary>
    public void Close()
    {
        lock (_gate)
            Drop();
    }

    private void Wait(byte[] wire)
    {
        _waiting.Enqueue(wire);
        _bytes += wire.Length;
    }

    private void Drop()
    {
        _closed = true;
        _waiting.Clear();
        _bytes = 0;
    }

    private void SendWaiting()
    {
        while (true)
        {
            try
            {
                socket.Poll(-1, SelectMode.SelectWrite);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                Close();
                return;
            }

            lock (_gate)
            {
                while (_waiting.TryPeek(out var first))
                {
                    _sentOfFirst += SendNow(first.AsSpan(_sentOfFirst));
                    if (_closed)
                        return;
                    if (_sentOfFirst < first.Length)
                        break;
                    _waiting.Dequeue();
                    _bytes -= first.Length;
                    _sentOfFirst = 0;
                }

                if (_waiting.Count == 0)
                    return;
            }
        }
    }

    /// <summary>How much the connection took.</summary>
    private int SendNow(ReadOnlySpan<byte> wire)
    {
        var taken = 0;
        try
        {
            while (taken < wire.Length)
            {
                var sent = socket.Send(wire[taken..], SocketFlags.None, out var error);
                if (error == SocketError.WouldBlock)
                    break;
                if (error is not (SocketError.Success or SocketError.Interrupted))
                    throw new SocketException((int)error);
                taken += sent;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The reader of this connection sees the same end and takes the peer out.
            Drop();
        }

        return taken;
    }
}
