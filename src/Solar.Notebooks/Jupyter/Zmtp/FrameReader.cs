using System.Buffers.Binary;
using System.Net.Sockets;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>Reads frames from a connection, however they were cut into packets, and believes no length before the bytes are there.</summary>
/// <remarks>It blocks its thread: cells may keep the whole thread pool busy, and an interrupt must get through all the same.</remarks>
internal sealed class FrameReader(Socket socket, ZmtpLimits limits, MemoryBudget budget)
{
    private const int Step = 64 << 10;

    private readonly byte[] _buffer = new byte[8 << 10];
    private int _start;
    private int _end;
    private long _held;
    private long? _deadline;

    /// <summary>From now on the peer has this long; none: as long as it likes.</summary>
    public void Deadline(TimeSpan? within) => _deadline = within is { } time ? Environment.TickCount64 + (long)time.TotalMilliseconds : null;

    /// <summary>Fills the target.</summary>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public void ReadExactly(Span<byte> target)
    {
        while (target.Length > 0)
        {
            if (_start == _end)
                (_start, _end) = (0, Receive());
            var count = Math.Min(target.Length, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(target);
            _start += count;
            target = target[count..];
        }
    }

    /// <summary>The next frame. What it holds stays on the budget until <see cref="Release"/>.</summary>
    /// <param name="largest">The limit of its body.</param>
    /// <param name="within">How long the peer has from the first byte on; none: the deadline stays.</param>
    /// <exception cref="InvalidDataException">The frame breaks the protocol or a limit.</exception>
    public ZmtpFrame ReadFrame(int largest, TimeSpan? within = null)
    {
        Span<byte> head = stackalloc byte[9];
        ReadExactly(head[..1]);
        if (within is not null)
            Deadline(within);
        var flags = head[0];
        var (more, command) = ((flags & ZmtpFrame.MoreFlag) != 0, (flags & ZmtpFrame.CommandFlag) != 0);
        if (flags > 7 || (more && command))
            throw new InvalidDataException($"A ZMTP frame begins with flags 0x{flags:X2}.");

        var isLong = (flags & ZmtpFrame.LongFlag) != 0;
        ReadExactly(head.Slice(1, isLong ? 8 : 1));
        var length = isLong ? BinaryPrimitives.ReadInt64BigEndian(head[1..]) : head[1];
        var limit = command ? limits.SmallBytes : largest;
        if (length < 0 || length > limit)
            throw new InvalidDataException($"A ZMTP frame of {length:N0} bytes; the limit is {limit:N0}.");
        return new(ReadBody((int)length), more, command);
    }

    /// <summary>The frames read so far belong to somebody else now.</summary>
    public void Release()
    {
        budget.Return(_held);
        _held = 0;
    }

    /// <summary>Memory grows with what has come, not with what was announced.</summary>
    private byte[] ReadBody(int length)
    {
        var body = new byte[Take(Math.Min(length, Step))];
        for (var filled = 0; ;)
        {
            ReadExactly(body.AsSpan(filled));
            filled = body.Length;
            if (filled == length)
                return body;
            var larger = (int)Math.Min(length, filled * 2L);
            Take(larger - filled);
            Array.Resize(ref body, larger);
        }
    }

    private int Take(int bytes)
    {
        budget.Take(bytes);
        _held += bytes;
        return bytes;
    }

    private int Receive()
    {
        while (true)
        {
            var left = _deadline - Environment.TickCount64;
            if (left <= 0)
                throw new TimeoutException("The peer takes too long.");
            // Poll counts in microseconds; -1 is for ever.
            socket.Poll(left is { } milliseconds ? (int)Math.Min(milliseconds * 1000, int.MaxValue) : -1, SelectMode.SelectRead);
            var count = socket.Receive(_buffer, SocketFlags.None, out var error);
            if (error == SocketError.Success)
                return count > 0 ? count : throw new EndOfStreamException();
            if (error is not (SocketError.WouldBlock or SocketError.Interrupted))
                throw new SocketException((int)error);
        }
    }
}
