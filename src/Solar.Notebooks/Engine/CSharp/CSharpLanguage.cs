using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>C# cells.</summary>
internal sealed class CSharpLanguage : ILanguage, IDisposable
{
    private readonly CellReferences _references;
    private readonly SubmissionChain _chain;
    private readonly LibraryCells _libraries;
    private readonly List<MetadataReference> _newLibraries = [];

    public CSharpLanguage(NotebookSession session)
    {
        _references = new CellReferences(session.Options);
        var loader = new CellLoadContext(_references);
        _chain = new SubmissionChain(loader);
        _libraries = new LibraryCells(loader);
    }

    public string Name => "csharp";

    public IReadOnlyList<string> Aliases { get; } = ["C#", "cs"];

    public IReadOnlyList<Variable> Variables => _chain.Variables;

    public CellValue? Run(SourceBlock block, CancellationToken cancellation)
    {
        CellValue? value = null;
        foreach (var cell in _references.Resolve(block, cancellation))
            value = Run(cell, cancellation);
        return value;
    }

    private CellValue? Run(ResolvedCell cell, CancellationToken cancellation)
    {
        var submission = _chain.Compile(cell.Code, cell.Name, [.. cell.References, .. _newLibraries], cancellation);
        object? value = null;
        var completed = false;
        try
        {
            RunningCell.Current!.Guard(() => value = _chain.Run(submission));
            completed = true;
        }
        finally
        {
            Keep(cell, submission, completed);
        }

        return value is not null || EndsInNull(submission.Compilation) ? new(value) : null;
    }

    private void Keep(ResolvedCell cell, Submission submission, bool completed)
    {
        if (!_chain.Keep(submission))
            return;
        _references.Accept(cell);
        _newLibraries.Clear();
        if (completed)
            return;
        foreach (var variable in _chain.RestoreUnreached())
            Declare(variable.Name, variable.Value, variable.Type);
    }

    /// <summary>Compiles a library for later cells.</summary>
    public void AddLibrary(SourceBlock block, CancellationToken cancellation)
    {
        foreach (var part in _references.Resolve(block, cancellation))
            _newLibraries.Add(_libraries.Add(part.Code, part.Name, _references.All, cancellation));
    }

    public void Declare(string name, object? value, Type type)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
            throw new CellFailedException("BadName", $"\"{name}\" is no name for a C# variable.");
        try
        {
            Run(TypeNames.Full(NearestVisible(type)));
        }
        catch (CellFailedException) when (type != typeof(object)) // a type of a library that no cell referenced, such as one that F# made
        {
            Run("object");
        }

        void Run(string typeName)
        {
            var submission = _chain.Compile($"{typeName} @{name} = ({typeName})Solar.Notebooks.Engine.CSharp.Handoff.Take({Handoff.Leave(value)});", name, _newLibraries, CancellationToken.None);
            _chain.Run(submission);
            if (_chain.Keep(submission))
                _newLibraries.Clear();
        }
    }

    public CompletionList Complete(string code, int position) => Completion.At(Next(code), position);

    public Inspection? Inspect(string code, int position) => Inspector.At(Next(code), position);

    public Completeness IsComplete(string code) => CodeCompleteness.Of(code);

    public void Dispose() => _references.Dispose();

    // What a cell cannot name, such as another language's own types, it sees as what it derives from.
    private static Type NearestVisible(Type type)
    {
        while (!type.IsVisible)
            type = type.BaseType ?? typeof(object);
        return type;
    }

    private CSharpCompilation Next(string code) => _chain.Next(code, "cell", _newLibraries, CancellationToken.None);

    // A trailing expression without a semicolon is the cell's value, unless it is void.
    private static bool EndsInNull(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        return ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}
