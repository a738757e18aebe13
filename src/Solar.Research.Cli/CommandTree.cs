using System.CommandLine;

namespace Solar.Research.Cli;

/// <summary>Every command of <c>./solar</c>.</summary>
internal static class CommandTree
{
    public static RootCommand Build() => new("The workbench for the SOLAR 10.7B paper: depth up-scaling, and what follows from it.");
}
