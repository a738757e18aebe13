using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Runner;

/// <summary>A variable that a cell declares at its top level.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as written; for <c>var</c> that of its literal, or <c>var</c> if it is set to something else.</param>
/// <param name="IsConstant">It cannot be assigned to.</param>
internal sealed record DeclaredVariable(string Name, string Type, bool IsConstant)
{
    /// <summary>The variables of a C# cell, in order.</summary>
    public static IReadOnlyList<DeclaredVariable> In(string source)
    {
        var code = string.Join('\n', source.Split('\n').Select(l => l.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? "" : l));
        var root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview, kind: SourceCodeKind.Script)).GetCompilationUnitRoot();
        return
        [
            .. from field in root.Members.OfType<FieldDeclarationSyntax>()
               from variable in field.Declaration.Variables
               select new DeclaredVariable(
                   variable.Identifier.ValueText,
                   field.Declaration.Type.IsVar ? TypeOf(variable.Initializer?.Value) : field.Declaration.Type.ToString(),
                   field.Modifiers.Any(m => m.IsKind(SyntaxKind.ConstKeyword) || m.IsKind(SyntaxKind.ReadOnlyKeyword))),
        ];
    }

    private static string TypeOf(ExpressionSyntax? value) => value switch
    {
        PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryMinusExpression) || sign.IsKind(SyntaxKind.UnaryPlusExpression) => TypeOf(sign.Operand),
        InterpolatedStringExpressionSyntax => "string",
        LiteralExpressionSyntax literal => literal.Token.Value switch
        {
            string => "string",
            bool => "bool",
            int => "int",
            uint => "uint",
            long => "long",
            ulong => "ulong",
            float => "float",
            double => "double",
            decimal => "decimal",
            char => "char",
            _ => "var",
        },
        _ => "var",
    };
}
