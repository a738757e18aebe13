using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Research.Tests.Data.SyntheticMath.Server;

/// <summary>What a server says to one request: a status, headers and a body; nothing cuts the connection.</summary>
internal sealed record Said(int Status, string Body, string Headers = "", int DelayMilliseconds = 0, bool CutInTheBody = false)
{
    public static Said Reply(string content, string finish = "stop") => new(200, JsonSerializer.Serialize(
        new { choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content } } } }));
}

/// <summary>A request as it came in.</summary>
internal sealed record Heard(string Path, string Headers, JsonNode Body)
{
    /// <summary>What the last turn of the conversation says.</summary>
    public string Asked => (string)Body["messages"]!.AsArray()[^1]!["content"]!;
}

/// <summary>A server on this machine that speaks just enough HTTP, and misbehaves as a test wants it to.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Heard, int, Said?> _say;
    private readonly Task _listening;
    private readonly Lock _gate = new();
    private int _under;

    /// <param name="say">Given a request and how many came before it.</param>
    public LoopbackServer(Func<Heard, int, Said?> say)
    {
        _say = say;
        _listener.Start();
        _listening = Listen();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public List<Heard> All { get; } = [];

    public int MostAtOnce { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _stop.Dispose();
    }

    private async Task Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Serve(client);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var heard = await Read(stream);
                int before;
                lock (_gate)
                {
                    before = All.Count;
                    All.Add(heard);
                    MostAtOnce = Math.Max(MostAtOnce, ++_under);
                }

                var said = _say(heard, before);
                if (said?.DelayMilliseconds > 0)
                    await Task.Delay(said.DelayMilliseconds, _stop.Token);
                lock (_gate)
                    _under--;
                if (said is null)
                    return; // cut before a word
                var body = Encoding.UTF8.GetBytes(said.Body);
                var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {said.Status} Said\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{said.Headers}\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
                await stream.WriteAsync(said.CutInTheBody ? body.AsMemory(0, body.Length / 2) : body, _stop.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, or the test ended.
            }
        }
    }

    private async Task<Heard> Read(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var head = text[..end];
                var length = int.Parse(head.Split('\n').First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..], CultureInfo.InvariantCulture);
                var from = Encoding.UTF8.GetByteCount(head) + 4;
                if (bytes.Count >= from + length)
                    return new(head.Split(' ')[1], head, JsonNode.Parse(bytes.ToArray().AsSpan(from, length))!);
            }

            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
                throw new IOException("The client went away.");
            bytes.AddRange(buffer.AsSpan(0, count));
        }
    }
}
