using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>The program as a Jupyter client starts it, with a history of its own.</summary>
internal sealed class TestKernel : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _said = new(CultureInfo.InvariantCulture);

    public TestKernel(Action<ConnectionFile>? change = null)
    {
        Connection = TestConnection.Write(_folder.PathOf("connection.json"));
        change?.Invoke(Connection);
        Process = Start(_folder.PathOf("connection.json"), _folder.FullName);
        Process.OutputDataReceived += Keep;
        Process.ErrorDataReceived += Keep;
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
        WaitUntilItListens();
    }

    /// <summary>The built program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Solar.Notebooks.exe" : "Solar.Notebooks");

    public ConnectionFile Connection { get; }

    public Process Process { get; }

    /// <summary>What it wrote to its own streams.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public int[] Ports => [Connection.ShellPort, Connection.ControlPort, Connection.StdinPort, Connection.IoPubPort, Connection.HeartbeatPort];

    /// <summary>Starts the program on a connection file.</summary>
    public static Process Start(string connectionFile, string dataFolder)
    {
        var start = new ProcessStartInfo(Program, ["kernel", "run", connectionFile]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XDG_DATA_HOME"] = dataFolder;
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        _folder.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
            _said.WriteLine(line.Data);
    }

    private void WaitUntilItListens()
    {
        var until = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            try
            {
                foreach (var port in Ports)
                    new RawPeer(port).Dispose();
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                Assert.False(Process.HasExited, $"The kernel ended: {Said}");
                Assert.True(DateTime.UtcNow < until, "The kernel does not listen.");
                Thread.Sleep(20); // there is nothing to wait on but the port itself
            }
        }
    }
}
