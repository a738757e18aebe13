using System.CommandLine;

namespace Solar.Notebooks.Commands;

/// <summary><c>kernel</c>: install, uninstall and run the Jupyter kernel.</summary>
internal static class KernelCommands
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("connection-file") { Description = "What a Jupyter client wrote for the kernel it starts." };
        var run = new Command("run", "Serve one Jupyter client's notebook; clients start this themselves.") { file };
        run.SetAction(parsed => KernelProcess.Run(parsed.GetRequiredValue(file).FullName));
        return new("kernel", "The Jupyter kernel.") { run };
    }
}
