using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Tells whether a person who typed Enter has finished a cell.</summary>
internal static class CodeCompleteness
{
    private const int Step = 4;

    /// <summary>Complete, incomplete or invalid; an incomplete one with the blanks that its next line begins with.</summary>
    public static Completeness Of(string code)
    {
        try
        {
            code = ReferenceDirectives.Split(code, "cell").Code;
        }
        catch (CellFailedException)
        {
            return new("invalid");
        }

        var tree = CSharpSyntaxTree.ParseText(code, SubmissionChain.Parsing);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new("incomplete", Indent(tree));
        return new(tree.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete");
    }

    // As far in as the last line, and further if it opened something or heads a statement.
    private static string Indent(SyntaxTree tree)
    {
        var last = tree.GetRoot().GetLastToken();
        var line = tree.GetText().Lines.GetLineFromPosition(last.Span.End);
        var blanks = line.ToString().TakeWhile(char.IsWhiteSpace).Count();
        var opened = tree.GetRoot().DescendantTokens(line.Span)
            .Where(token => line.Span.Contains(token.Span) && !token.IsMissing)
            .Sum(token => token.Kind() switch
            {
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            });
        var heads = last.Kind() is SyntaxKind.CloseParenToken or SyntaxKind.ElseKeyword or SyntaxKind.DoKeyword or SyntaxKind.EqualsToken or SyntaxKind.EqualsGreaterThanToken;
        return new string(' ', blanks + (opened > 0 || heads ? Step : 0));
    }
}
