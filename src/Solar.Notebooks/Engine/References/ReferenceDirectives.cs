using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Solar.Notebooks.Engine.CSharp;

namespace Solar.Notebooks.Engine.References;

/// <summary>What a directive is for.</summary>
internal enum DirectiveKind
{
    /// <summary><c>#r</c>: an assembly, a package or a project.</summary>
    Reference,

    /// <summary><c>#i</c>: a feed of packages.</summary>
    Source,

    /// <summary><c>#load</c>: a script file.</summary>
    Load,
}

/// <summary>One directive.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="What">What stands between its quotes.</param>
/// <param name="Line">Its line, counted from 1.</param>
internal sealed record ReferenceDirective(DirectiveKind Kind, string What, int Line);

/// <summary>Takes the directives out of C# code.</summary>
/// <remarks>The compiler wants them before all code and gives each one file; here they may stand on any line of their own.</remarks>
internal static partial class ReferenceDirectives
{
    /// <summary>The directives, and the code with blanks in their places, so that all else keeps its line and column.</summary>
    public static (string Code, IReadOnlyList<ReferenceDirective> Directives) Split(string code, string cellName)
    {
        if (!Candidate().IsMatch(code))
            return (code, []);

        var directives = new List<ReferenceDirective>();
        var rest = code.ToCharArray();
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, SubmissionChain.Parsing).GetRoot();
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (!directive.IsActive || Kind(directive) is not { } kind)
                continue;

            var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            var what = Quoted().Match(directive.ToString()) is { Success: true } quoted
                ? quoted.Groups["what"].Value.Trim()
                : throw new CellFailedException("BadDirective", $"""{cellName}, line {line}: '{directive.ToString().Trim()}' needs its argument in quotes, as in #r "nuget: NAME".""");
            directives.Add(new(kind, what, line));
            for (var at = directive.SpanStart; at < directive.Span.End; at++)
            {
                if (rest[at] is not ('\r' or '\n'))
                    rest[at] = ' ';
            }
        }

        return (new string(rest), directives);
    }

    private static DirectiveKind? Kind(DirectiveTriviaSyntax directive) => directive switch
    {
        ReferenceDirectiveTriviaSyntax => DirectiveKind.Reference,
        LoadDirectiveTriviaSyntax => DirectiveKind.Load,
        BadDirectiveTriviaSyntax when directive.DirectiveNameToken.Text == "i" => DirectiveKind.Source,
        _ => null,
    };

    [GeneratedRegex(@"^[ \t]*#[ \t]*(?:r|i|load)\b", RegexOptions.Multiline)]
    private static partial Regex Candidate();

    [GeneratedRegex("""^\s*#\s*\w+\s*"(?<what>[^"]*)"\s*(?://.*)?\s*$""")]
    private static partial Regex Quoted();
}
