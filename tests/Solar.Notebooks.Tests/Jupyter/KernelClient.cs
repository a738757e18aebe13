using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>A message as a client sees it.</summary>
internal sealed record Told(string Type, string? Parent, JsonNode Content);

/// <summary>A well-behaved Jupyter client, written from the messaging specification.</summary>
internal sealed class KernelClient : IDisposable
{
    private readonly RawPeer _shell;
    private readonly RawPeer _control;
    private readonly RawPeer _published;
    private int _count;

    public KernelClient(ConnectionFile connection, string session = "client")
    {
        Session = session;
        _published = RawPeer.Connect(connection.IoPubPort, "SUB", minor: 1);
        _published.Send(RawPeer.Command("SUBSCRIBE", []));
        _shell = RawPeer.Connect(connection.ShellPort, "DEALER", session);
        _control = RawPeer.Connect(connection.ControlPort, "DEALER", session);
    }

    public string Session { get; }

    /// <summary>The frames of a signed message.</summary>
    public static byte[][] Sign(string key, string header, string content, string metadata = "{}")
    {
        byte[][] parts = [Encoding.UTF8.GetBytes(header), "{}"u8.ToArray(), Encoding.UTF8.GetBytes(metadata), Encoding.UTF8.GetBytes(content)];
        var signature = Signature(key, parts);
        return ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(signature), .. parts];
    }

    public static string Header(string type, string id, string session = "client") =>
        new JsonObject { ["msg_id"] = id, ["msg_type"] = type, ["session"] = session, ["username"] = "test", ["version"] = "5.3", ["date"] = "2026-01-01T00:00:00Z" }.ToJsonString();

    public static string ExecuteContent(string code) =>
        new JsonObject { ["code"] = code, ["silent"] = false, ["store_history"] = true, ["user_expressions"] = new JsonObject(), ["allow_stdin"] = false, ["stop_on_error"] = true }.ToJsonString();

    public byte[][] SignedRequest(string type, string content) => Sign(TestConnection.Key, Header(type, $"{Session}-{++_count}", Session), content);

    /// <summary>Sends a request and returns its reply.</summary>
    public Told Ask(string type, string content = "{}", bool control = false)
    {
        var peer = control ? _control : _shell;
        var request = SignedRequest(type, content);
        peer.Send(RawPeer.Message(request));
        var id = (string)JsonNode.Parse(request[2])!["msg_id"]!;
        while (true)
        {
            var told = Read(peer.ReceiveMessage());
            if (told.Parent == id)
                return told;
        }
    }

    /// <summary>Runs a cell: the reply, and everything that was published for it, up to idle.</summary>
    public (Told Reply, IReadOnlyList<Told> Published) Run(string code)
    {
        var reply = Ask("execute_request", ExecuteContent(code));
        return (reply, PublishedFor(reply.Parent!));
    }

    /// <summary>The value of a cell as text; the cell must not fail.</summary>
    public string Value(string code)
    {
        var (reply, published) = Run(code);
        Assert.True((string?)reply.Content["status"] == "ok", reply.Content.ToJsonString());
        return (string)published.Single(told => told.Type == "execute_result").Content["data"]!["text/plain"]!;
    }

    public IReadOnlyList<Told> PublishedFor(string parent)
    {
        var published = new List<Told>();
        while (true)
        {
            var told = Read(_published.ReceiveMessage());
            if (told.Parent != parent)
                continue;
            published.Add(told);
            if (told.Type == "status" && (string?)told.Content["execution_state"] == "idle")
                return published;
        }
    }

    public void Dispose()
    {
        _shell.Dispose();
        _control.Dispose();
        _published.Dispose();
    }

    private static Told Read(List<byte[]> frames)
    {
        var at = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        var signature = Signature(TestConnection.Key, frames.Skip(at + 2).Take(4));
        Assert.Equal(signature, Encoding.ASCII.GetString(frames[at + 1]));
        return new((string)JsonNode.Parse(frames[at + 2])!["msg_type"]!, (string?)JsonNode.Parse(frames[at + 3])!["msg_id"], JsonNode.Parse(frames[at + 5])!);
    }

    private static string Signature(string key, IEnumerable<byte[]> parts)
    {
        byte[] signed = [.. parts.SelectMany(part => part)];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed));
    }
}
