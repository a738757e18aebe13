using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Notebooks.Engine.References;

/// <summary>What a finished command said.</summary>
internal sealed record CommandOutput(int ExitCode, string Output, string Error)
{
    /// <summary>Everything it said, line by line.</summary>
    public IEnumerable<string> Lines => (Output + "\n" + Error).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}

/// <summary>Runs the dotnet command and waits for its end or for an interrupt.</summary>
internal static class DotnetCommand
{
    // A build leaves helper processes behind that keep the pipes open; what it wrote is read for this long after its end, no longer.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationCanceledException">Interrupted; the command and its children were ended.</exception>
    public static CommandOutput Run(IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
    {
        using var process = Start(arguments, folder);
        var output = new StringBuilder();
        var error = new StringBuilder();
        var reading = Task.WhenAll(Read(process.StandardOutput, output), Read(process.StandardError, error));
        try
        {
            process.StandardInput.Close();
            while (!process.WaitForExit(milliseconds: 50))
                cancellation.ThrowIfCancellationRequested();
            cancellation.ThrowIfCancellationRequested();
            reading.Wait(LastWords, CancellationToken.None);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        lock (output)
        {
            lock (error)
                return new(process.ExitCode, output.ToString(), error.ToString());
        }
    }

    private static Process Start(IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(DotnetInstallation.Command, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new CellFailedException("DotnetNotFound",
                $"The dotnet command could not be started ({missing.Message}). Packages and projects need the .NET {Environment.Version.Major} SDK: install it and put 'dotnet' on the PATH.");
        }
    }

    private static async Task Read(StreamReader from, StringBuilder into)
    {
        var buffer = new char[4096];
        for (int read; (read = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            lock (into)
                into.Append(buffer, 0, read);
        }
    }
}
