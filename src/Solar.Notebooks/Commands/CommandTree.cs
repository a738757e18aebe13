using System.CommandLine;

namespace Solar.Notebooks.Commands;

/// <summary>Every command of the program.</summary>
internal static class CommandTree
{
    public static RootCommand Build() => new("Notebooks in C#: a Jupyter kernel and a headless runner.")
    {
        KernelCommands.Build(),
        NotebookCommands.Build(),
    };
}
