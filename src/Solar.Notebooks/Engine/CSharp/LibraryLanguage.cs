using System.Threading;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>C# cells that are compiled as a library, for what a script cannot hold: namespaces, extension blocks, file-local types.</summary>
internal sealed class LibraryLanguage(CSharpLanguage csharp) : ILanguage
{
    public string Name => "lib";

    public IReadOnlyList<string> Aliases { get; } = ["library"];

    public IReadOnlyList<Variable> Variables => [];

    public CellValue? Run(SourceBlock block, CancellationToken cancellation)
    {
        csharp.AddLibrary(block, cancellation);
        return null;
    }

    public void Declare(string name, object? value, Type type) =>
        throw new CellFailedException("NoVariables", $"A library has no variables; give {name} to a C# cell.");

    public Completeness IsComplete(string code) => csharp.IsComplete(code);
}
