using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>C# cells.</summary>
internal sealed class CSharpLanguage : ILanguage
{
    private readonly CellReferences _references;
    private readonly SubmissionChain _chain;

    public CSharpLanguage(NotebookSession session)
    {
        _references = new CellReferences(session.Options);
        _chain = new SubmissionChain(new CellLoadContext(_references));
    }

    public string Name => "csharp";

    public IReadOnlyList<string> Aliases { get; } = ["C#", "cs"];

    public IReadOnlyList<Variable> Variables => [];

    public CellValue? Run(SourceBlock block, CancellationToken cancellation)
    {
        CellValue? value = null;
        foreach (var cell in _references.Resolve(block, cancellation))
            value = Run(cell, cancellation);
        return value;
    }

    private CellValue? Run(ResolvedCell cell, CancellationToken cancellation)
    {
        var submission = _chain.Compile(cell.Code, cell.Name, cell.References, cancellation);
        object? value = null;
        try
        {
            RunningCell.Current!.Guard(() => value = _chain.Run(submission));
        }
        finally
        {
            if (_chain.Keep(submission))
                _references.Accept(cell);
        }

        return value is not null || EndsInNull(submission.Compilation) ? new(value) : null;
    }

    public void Declare(string name, object? value, Type type) => throw new NotImplementedException();

    public CompletionList Complete(string code, int position) => Completion.At(Next(code), position);

    public Inspection? Inspect(string code, int position) => Inspector.At(Next(code), position);

    public Completeness IsComplete(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, SubmissionChain.Parsing);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new("incomplete", "    ");
        return new(tree.GetDiagnostics().Any(error => error.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete");
    }

    public void WarmUp()
    {
    }

    private CSharpCompilation Next(string code) => _chain.Next(code, "cell", [], CancellationToken.None);

    // A trailing expression without a semicolon is the cell's value, unless it is void.
    private static bool EndsInNull(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        return ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}
