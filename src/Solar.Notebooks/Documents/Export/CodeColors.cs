using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Documents.Export;

/// <summary>C# with keywords, strings, comments and numbers marked for the page's style.</summary>
internal static class CodeColors
{
    public static string Of(string source)
    {
        var html = new StringBuilder();
        var options = new CSharpParseOptions(LanguageVersion.Preview, kind: SourceCodeKind.Script);
        foreach (var token in CSharpSyntaxTree.ParseText(source, options).GetRoot().DescendantTokens())
        {
            Trivia(html, token.LeadingTrivia);
            Mark(html, Class(token), token.Text);
            Trivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static void Trivia(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (var piece in trivia)
            Mark(html, piece.IsKind(SyntaxKind.WhitespaceTrivia) || piece.IsKind(SyntaxKind.EndOfLineTrivia) || piece.IsKind(SyntaxKind.SkippedTokensTrivia) ? null : "c", piece.ToFullString());
    }

    private static string? Class(SyntaxToken token)
    {
        if (token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) || token.Parent is IdentifierNameSyntax { IsVar: true })
            return "k";
        return token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => "n",
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken => "s",
            _ => null,
        };
    }

    private static void Mark(StringBuilder html, string? kind, string text)
    {
        if (text.Length == 0)
            return;
        var encoded = WebUtility.HtmlEncode(text);
        html.Append(kind is null ? encoded : $"<span class=\"{kind}\">{encoded}</span>");
    }
}
