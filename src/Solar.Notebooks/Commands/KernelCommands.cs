using System.CommandLine;
using Solar.Notebooks.Jupyter.Specs;

namespace Solar.Notebooks.Commands;

/// <summary><c>kernel</c>: install, uninstall and run the Jupyter kernel.</summary>
internal static class KernelCommands
{
    private static readonly Option<string> Name = new("--name") { Description = "The kernel's name, as notebooks save it.", DefaultValueFactory = _ => KernelSpecInstaller.DefaultName };
    private static readonly Option<DirectoryInfo?> Prefix = new("--prefix") { Description = "An installation, such as a Python environment: DIR/share/jupyter/kernels." };
    private static readonly Option<bool> User = new("--user") { Description = "The user's own Jupyter folder, where VS Code looks too. This is the default." };

    public static Command Build() => new("kernel", "The Jupyter kernel.") { Install(), Uninstall(), Run() };

    private static Command Install()
    {
        var program = new Option<FileInfo?>("--program") { Description = "The path by which front ends start this program; without it, the path it runs from." };
        var variables = new Option<string[]>("--env") { Description = "NAME=VALUE: a variable that the kernel gets whoever starts it. May be repeated." };
        var command = new Command("install", "Make the kernel known to Jupyter and VS Code.") { User, Prefix, Name, program, variables };
        command.SetAction(parsed =>
        {
            var environment = (parsed.GetValue(variables) ?? []).Select(Split).ToDictionary();
            if (ThisProgram.UnusualDotnetRoot() is { } root)
                environment.TryAdd("DOTNET_ROOT", root);
            var start = parsed.GetValue(program) is { } file ? [file.FullName] : ThisProgram.Command();
            if (!File.Exists(start[0]))
                throw new ArgumentException($"{start[0]}: there is no such program.");
            var folder = KernelSpecInstaller.Install(Kernels(parsed), parsed.GetRequiredValue(Name), new(start, environment));
            Console.WriteLine($"""
                {KernelSpec.DisplayName} is installed: {folder}

                Jupyter     choose "{KernelSpec.DisplayName}" for a new notebook.
                VS Code     needs the extension "Jupyter" (ms-toolsai.jupyter), and no Python. It may recommend "Polyglot Notebooks"
                            for C#: decline, that extension was discontinued in 2026 and would take the notebook over.
                            For completion while typing put this into your user settings (a workspace's are not asked), once:

                            {VsCodeSetting.Line}
                """);
        });
        return command;
    }

    private static Command Uninstall()
    {
        var command = new Command("uninstall", "Take the kernel out of Jupyter and VS Code again.") { User, Prefix, Name };
        command.SetAction(parsed =>
        {
            var (kernels, name) = (Kernels(parsed), parsed.GetRequiredValue(Name));
            Console.WriteLine(KernelSpecInstaller.Uninstall(kernels, name) is { } folder ? $"Removed {folder}" : $"There is no kernel {name} in {kernels}.");
        });
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<FileInfo>("connection-file") { Description = "What a Jupyter client wrote for the kernel it starts." };
        var command = new Command("run", "Serve one Jupyter client's notebook; clients start this themselves.") { file };
        command.SetAction(parsed => KernelProcess.Run(parsed.GetRequiredValue(file).FullName));
        return command;
    }

    private static string Kernels(ParseResult parsed) =>
        (parsed.GetValue(Prefix), parsed.GetValue(User)) switch
        {
            (not null, true) => throw new ArgumentException("--user and --prefix say different places; give one."),
            ({ } prefix, _) => JupyterFolders.PrefixKernels(prefix.FullName),
            _ => JupyterFolders.UserKernels(),
        };

    private static KeyValuePair<string, string> Split(string assignment) =>
        assignment.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? new(assignment[..at], assignment[(at + 1)..])
            : throw new ArgumentException($"--env {assignment}: expected NAME=VALUE.");
}
