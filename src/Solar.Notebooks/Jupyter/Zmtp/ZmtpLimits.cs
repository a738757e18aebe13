namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>What one peer may ask of the server. Everything is on this machine, but not everything on this machine is a friend.</summary>
internal sealed record ZmtpLimits
{
    /// <summary>The largest frame of a request.</summary>
    public int FrameBytes { get; init; } = 64 << 20;

    /// <summary>The largest request.</summary>
    public int MessageBytes { get; init; } = 256 << 20;

    /// <summary>The most frames of a message.</summary>
    public int MessageParts { get; init; } = 1024;

    /// <summary>The largest command, subscription or heartbeat.</summary>
    public int SmallBytes { get; init; } = 64 << 10;

    /// <summary>What all peers together may have sent of messages that are not whole yet.</summary>
    public long IncomingBytes { get; init; } = 512 << 20;

    /// <summary>The most connections to one port; a further one is closed at once.</summary>
    public int Peers { get; init; } = 128;

    /// <summary>The most subscriptions of one peer.</summary>
    public int Subscriptions { get; init; } = 256;

    /// <summary>What may wait for a peer that reads slowly; beyond it messages to that peer are dropped, as a full ZeroMQ queue does.</summary>
    public long QueuedBytes { get; init; } = 128 << 20;

    /// <summary>As <see cref="QueuedBytes"/>, in messages.</summary>
    public int QueuedMessages { get; init; } = 50_000;

    /// <summary>How much further the queue grows for messages that a client waits for, such as the end of a cell: a share of both bounds.</summary>
    public double Reserve { get; init; } = 0.1;

    /// <summary>Within it a new connection says who it is.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Within it a message that has begun ends.</summary>
    public TimeSpan Message { get; init; } = TimeSpan.FromMinutes(1);
}
