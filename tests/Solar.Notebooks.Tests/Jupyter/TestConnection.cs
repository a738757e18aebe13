using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>A connection file with free ports.</summary>
internal static class TestConnection
{
    public const string Key = "a-key-of-the-tests";

    public static ConnectionFile Write(string path)
    {
        var ports = FreePorts(5);
        File.WriteAllText(path, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["ip"] = "127.0.0.1",
            ["transport"] = "tcp",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = Key,
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["iopub_port"] = ports[3],
            ["hb_port"] = ports[4],
        }));
        return ConnectionFile.Load(path);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
            listener.Stop();
        return ports;
    }
}
