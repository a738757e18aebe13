using System.Text;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>What nobody well-meaning sends: every kind of wrong connection, frame and message, chosen by a seed.</summary>
/// <param name="random">The choice.</param>
/// <param name="code">What would be seen if a kernel ran it.</param>
/// <param name="replay">A message that was right once.</param>
internal sealed class HostileFrames(Random random, string code, byte[][] replay)
{
    private static readonly string[] Types =
        ["execute_request", "shutdown_request", "kernel_info_request", "interrupt_request", "input_reply", "comm_open", "history_request"];

    /// <summary>How many ways there are to begin a connection wrongly.</summary>
    public const int Openings = 7;

    /// <summary>How many kinds of wrong frames there are.</summary>
    public const int Kinds = 16;

    /// <summary>After these kinds the server has closed the connection, or takes what follows for the rest of the frame.</summary>
    private static readonly int[] Last = [2, 3, 4, 5, 6, 7];

    private static readonly int[] Others = [.. Enumerable.Range(0, Kinds).Except(Last)];

    /// <summary>A kind of frame; one in ten is the last of its connection.</summary>
    public (int Kind, bool IsLast) Kind() => random.Next(10) == 0 ? (Last[random.Next(Last.Length)], true) : (Others[random.Next(Others.Length)], false);

    /// <summary>Bytes in place of a handshake; after them the server should not wait for more than its time.</summary>
    public byte[] Opening(int kind) => kind switch
    {
        0 => Bytes(random.Next(1, 200)),
        1 => RawPeer.Greeting()[..random.Next(1, 64)],
        2 => Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        3 => RawPeer.Greeting(mechanism: "CURVE"),
        4 => RawPeer.Greeting(major: random.Next(0, 3)),
        5 => [.. RawPeer.Greeting(), .. RawPeer.Ready("PUSH")],
        _ => [.. RawPeer.Greeting(), .. RawPeer.Frame(Bytes(random.Next(0, 80)), flags: 4)],
    };

    /// <summary>Bytes after a right handshake.</summary>
    public byte[] Next(int kind) => kind switch
    {
        0 => RawPeer.Message(KernelClient.Sign(Convert.ToHexString(Bytes(8)), Header(), Content())),
        1 => RawPeer.Message(replay),
        2 => Truncated(RawPeer.Message(KernelClient.Sign("wrong", Header(), Content()))),
        3 => RawPeer.Frame(Bytes(32), announced: random.NextInt64(long.MinValue, -1)),
        4 => RawPeer.Frame(Bytes(32), announced: random.NextInt64((64 << 20) + 1, long.MaxValue)),
        5 => RawPeer.Frame(Bytes(random.Next(64)), announced: random.Next(1 << 16, 64 << 20)),
        6 => Bytes(random.Next(1, 400)),
        7 => random.Next(2) == 0 ? RawPeer.Frame(Bytes(random.Next(100)), flags: random.Next(8, 256)) : RawPeer.Command(Pick("PING", "ERROR", "READY"), Bytes(1)),
        8 => RawPeer.Command(Pick("SUBSCRIBE", "CANCEL", "PONG", "X"), Bytes(random.Next(40))),
        9 => RawPeer.Message([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Bytes(random.Next(20)))]),
        10 => RawPeer.Message([.. Signed().Take(random.Next(1, 6))]),
        11 => RawPeer.Message([.. Signed().Select((part, at) => at == 1 ? Signature(part) : part)]),
        12 => RawPeer.Message([.. Signed().Select((part, at) => at >= 2 && at == 2 + random.Next(4) ? [.. part, (byte)' '] : part)]),
        13 => RawPeer.Message(KernelClient.Sign(TestConnection.Key, Pick("[]", "{", "null", "{}", "{\"msg_type\":1}", "{\"msg_type\":\"execute_request\"}", new string('[', 500)), Content())),
        14 => RawPeer.Message(KernelClient.Sign(TestConnection.Key, Header("execute_request"), Pick("[]", "{", "\"\"", "{\"code\":", "{}", "{\"code\":1}", "{\"code\":null,\"silent\":[]}"))),
        _ => RawPeer.Message([[.. new byte[] { (byte)random.Next(3) }, .. Bytes(random.Next(300))]]),
    };

    private byte[][] Signed() => KernelClient.Sign("wrong", Header(), Content());

    private string Header(string? type = null) => KernelClient.Header(type ?? Types[random.Next(Types.Length)], $"hostile-{random.NextInt64()}");

    private string Content() => KernelClient.ExecuteContent(code);

    private byte[] Signature(byte[] right) => random.Next(4) switch
    {
        0 => [],
        1 => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(right).ToUpperInvariant()),
        2 => right[..32],
        _ => Bytes(random.Next(1, 100)),
    };

    private byte[] Truncated(byte[] message) => message[..random.Next(1, message.Length)];

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
