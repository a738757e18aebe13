using System.Net;
using System.Text.Json;

namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>What a Jupyter client tells the kernel that it starts: where to listen, and the key that both sign with.</summary>
/// <remarks>jupyter-client.readthedocs.io, "Making kernels for Jupyter", connection files.</remarks>
internal sealed record ConnectionFile
{
    public required IPAddress Address { get; init; }

    /// <summary>The secret of this kernel and its clients.</summary>
    public required string Key { get; init; }

    public required int ShellPort { get; init; }

    public required int ControlPort { get; init; }

    public required int StdinPort { get; init; }

    public required int IoPubPort { get; init; }

    public required int HeartbeatPort { get; init; }

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="InvalidDataException">It asks for what this kernel does not do, or is no connection file.</exception>
    public static ConnectionFile Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return From(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} is not a connection file: {broken.Message}", broken);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }

    private static ConnectionFile From(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("expected a JSON object.");
        if (Text(root, "transport") is var transport && transport != "tcp")
            throw new InvalidDataException($"transport is '{transport}'; this kernel speaks tcp. Start it with a client that uses tcp, which is the default of all.");
        if (root.TryGetProperty("signature_scheme", out _) && Text(root, "signature_scheme") is var scheme && scheme != "hmac-sha256")
            throw new InvalidDataException($"signature_scheme is '{scheme}'; this kernel signs with hmac-sha256.");
        var key = Text(root, "key");
        if (key.Length == 0)
            throw new InvalidDataException("key is empty, so that anyone on this machine could run code as you. Let the client make a key (Session.key in Jupyter's configuration).");

        return new()
        {
            Address = Loopback(Text(root, "ip")),
            Key = key,
            ShellPort = Port(root, "shell_port"),
            ControlPort = Port(root, "control_port"),
            StdinPort = Port(root, "stdin_port"),
            IoPubPort = Port(root, "iopub_port"),
            HeartbeatPort = Port(root, "hb_port"),
        };
    }

    private static IPAddress Loopback(string ip)
    {
        var address = ip == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(ip, out var parsed) ? parsed : null;
        if (address is null || !IPAddress.IsLoopback(address))
        {
            throw new InvalidDataException(
                $"ip is '{ip}', which other machines can reach, and what a kernel says is not encrypted. " +
                "This kernel listens on loopback only: use 127.0.0.1, and an SSH tunnel from elsewhere.");
        }

        return address;
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new InvalidDataException($"'{name}' is missing or no text.");

    private static int Port(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new InvalidDataException($"'{name}' is missing or no port number.");
}
