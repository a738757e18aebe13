using System.Text.Json.Nodes;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Tests.Jupyter.Messages;

public sealed class ConnectionFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost")]
    public void Loopback_is_taken(string ip) => Assert.Equal(40001, Load(file => file["ip"] = ip).ShellPort);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("::")]
    [InlineData("192.168.1.7")]
    [InlineData("some.host")]
    public void An_address_that_others_can_reach_is_refused_with_the_reason(string ip) =>
        Assert.Contains($"'{ip}', which other machines can reach", Refusal(file => file["ip"] = ip));

    [Fact]
    public void An_empty_key_is_refused_with_the_reason() => Assert.Contains("anyone on this machine could run code", Refusal(file => file["key"] = ""));

    [Theory]
    [InlineData("transport", "ipc", "speaks tcp")]
    [InlineData("signature_scheme", "hmac-md5", "hmac-sha256")]
    [InlineData("shell_port", "40001", "no port number")]
    public void What_it_does_not_do_is_named(string name, string value, string expected) => Assert.Contains(expected, Refusal(file => file[name] = value));

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public void A_port_is_a_port(int port) => Assert.Contains("hb_port", Refusal(file => file["hb_port"] = port));

    [Fact]
    public void A_missing_member_is_named() => Assert.Contains("control_port", Refusal(file => file.Remove("control_port")));

    [Fact]
    public void A_file_that_is_no_json_is_named()
    {
        File.WriteAllText(_folder.PathOf("connection.json"), "{\"ip\":");
        Assert.Contains(_folder.FullName, Assert.Throws<InvalidDataException>(() => ConnectionFile.Load(_folder.PathOf("connection.json"))).Message);
    }

    private string Refusal(Action<JsonObject> change) => Assert.Throws<InvalidDataException>(() => Load(change)).Message;

    private ConnectionFile Load(Action<JsonObject> change)
    {
        var file = new JsonObject
        {
            ["ip"] = "127.0.0.1",
            ["transport"] = "tcp",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = "k",
            ["shell_port"] = 40001,
            ["control_port"] = 40002,
            ["stdin_port"] = 40003,
            ["iopub_port"] = 40004,
            ["hb_port"] = 40005,
            ["kernel_name"] = "solar-csharp",
        };
        change(file);
        File.WriteAllText(_folder.PathOf("connection.json"), file.ToJsonString());
        return ConnectionFile.Load(_folder.PathOf("connection.json"));
    }
}
