using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>The place of the cursor in the cell's syntax.</summary>
/// <param name="Model">The cell's meaning.</param>
/// <param name="Position">The cursor.</param>
/// <param name="Start">Where the name begins that is being typed; the cursor, if none is.</param>
/// <param name="Prefix">What of it was typed.</param>
/// <param name="Left">The token before that name; none at the start of the cell.</param>
/// <param name="Current">The token of that name; none if nothing was typed.</param>
internal sealed record CompletionPlace(SemanticModel Model, int Position, int Start, string Prefix, SyntaxToken Left, SyntaxToken Current)
{
    /// <summary>Finds it; none where nothing can be offered: in comments, texts and numbers.</summary>
    public static CompletionPlace? Find(CSharpCompilation next, int position)
    {
        var tree = next.SyntaxTrees[0];
        var root = (CompilationUnitSyntax)tree.GetRoot();
        position = Math.Clamp(position, 0, root.FullSpan.End);
        if (IsInComment(root, position))
            return null;

        var token = root.FindToken(position);
        if (position <= token.SpanStart)
            token = token.GetPreviousToken(includeSkipped: true);
        if (IsInLiteral(token, position))
            return null;

        if (!IsWord(token) || position > token.Span.End)
        {
            // Without a body, a lambda's parameters are in scope nowhere: a name is put there.
            if (token.IsKind(SyntaxKind.EqualsGreaterThanToken) || token.Parent is QueryClauseSyntax or SelectOrGroupClauseSyntax)
            {
                var named = tree.WithChangedText(tree.GetText().WithChanges(new TextChange(new(position, 0), "_ ")));
                next = next.ReplaceSyntaxTree(tree, named);
                token = named.GetRoot().FindToken(token.SpanStart);
                return new(next.GetSemanticModel(named), position, position, "", token, default);
            }

            return new(next.GetSemanticModel(tree), position, position, "", token, default);
        }

        var prefix = token.Text[..(position - token.SpanStart)].TrimStart('@');
        return new(next.GetSemanticModel(tree), position, token.SpanStart, prefix, token.GetPreviousToken(includeSkipped: true), token);
    }

    /// <summary>Whether a new name is being made up here: nothing is known that could be offered.</summary>
    public bool IsName()
    {
        if (Current.IsKind(SyntaxKind.IdentifierToken) && !IsOnNewLine(Current) && !Current.IsMissing)
        {
            if (Current.Parent switch
            {
                VariableDeclaratorSyntax or BaseTypeDeclarationSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax
                    or SingleVariableDesignationSyntax or TypeParameterSyntax or ForEachStatementSyntax or EnumMemberDeclarationSyntax or DelegateDeclarationSyntax
                    or EventDeclarationSyntax or FromClauseSyntax or LetClauseSyntax or QueryContinuationSyntax => true,
                ParameterSyntax parameter => parameter.Type is not null,
                _ => false,
            })
            {
                return !Left.IsKind(SyntaxKind.ReturnKeyword) && Current.Parent!.ChildTokens().Contains(Current) && !EndsValue();
            }
        }

        return Left.Kind() is SyntaxKind.ClassKeyword or SyntaxKind.StructKeyword or SyntaxKind.InterfaceKeyword or SyntaxKind.EnumKeyword or SyntaxKind.RecordKeyword or SyntaxKind.NamespaceKeyword
            || (Left.IsKind(SyntaxKind.IdentifierToken) && Left.Text == "var" && !IsLeftOnEarlierLine());
    }

    /// <summary>Behind <c>using</c>.</summary>
    public bool IsUsing() => Left.Parent is UsingDirectiveSyntax && Left.Kind() is SyntaxKind.UsingKeyword or SyntaxKind.StaticKeyword or SyntaxKind.EqualsToken
        || Left.Parent is NameEqualsSyntax { Parent: UsingDirectiveSyntax }
        || (Left.IsKind(SyntaxKind.UsingKeyword) && Left.Parent is not UsingStatementSyntax);

    /// <summary>Behind <c>using static</c> and <c>using X =</c>.</summary>
    public bool IsUsingOfTypes() => !Left.IsKind(SyntaxKind.UsingKeyword);

    /// <summary>In the brackets of an attribute.</summary>
    public bool IsAttribute() => Left.Kind() is SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken
        && (Left.Parent is AttributeListSyntax || (Left.IsKind(SyntaxKind.OpenBracketToken) && Left.Parent is CollectionExpressionSyntax && StartsStatement(Left.GetPreviousToken())));

    /// <summary>Where only a type can stand.</summary>
    public bool IsType() => Left.Kind() switch
    {
        SyntaxKind.NewKeyword => true,
        SyntaxKind.IsKeyword or SyntaxKind.AsKeyword => true,
        SyntaxKind.ColonToken => Left.Parent is BaseListSyntax or TypeParameterConstraintClauseSyntax,
        SyntaxKind.CommaToken => Left.Parent is BaseListSyntax or TypeArgumentListSyntax or TypeParameterConstraintClauseSyntax or ParameterListSyntax || IsInUnfinishedTypeArguments(),
        SyntaxKind.LessThanToken => Left.Parent is TypeArgumentListSyntax || (Left.Parent is BinaryExpressionSyntax { Left: var left } && !IsValue(left)),
        SyntaxKind.OpenParenToken => Left.Parent is TypeOfExpressionSyntax or SizeOfExpressionSyntax or DefaultExpressionSyntax or CatchDeclarationSyntax or ParameterListSyntax or ForEachStatementSyntax
            && Left.Parent is not ParameterListSyntax { Parent: LambdaExpressionSyntax },
        var kind => SyntaxFacts.IsAccessibilityModifier(kind)
            || kind is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.SealedKeyword or SyntaxKind.VirtualKeyword
                or SyntaxKind.OverrideKeyword or SyntaxKind.ConstKeyword or SyntaxKind.PartialKeyword or SyntaxKind.RequiredKeyword,
    };

    /// <summary>Behind a value or a type, on the same line: only an operator can follow.</summary>
    public bool EndsExpression() => !IsLeftOnEarlierLine() && !StartsStatement() && EndsValue();

    /// <summary>Where a statement begins.</summary>
    public bool StartsStatement() => StartsStatement(Left) || (IsLeftOnEarlierLine() && EndsValue());

    /// <summary>Whether a symbol in scope can be used here: a local is not, before and in its own declaration.</summary>
    public bool IsUsable(ISymbol symbol)
    {
        if (symbol is INamedTypeSymbol { IsScriptClass: true } or { IsImplicitlyDeclared: true, Kind: not SymbolKind.Parameter } || symbol.Name == "_")
            return false;
        if (symbol is not (ILocalSymbol or IFieldSymbol { ContainingType.IsScriptClass: true }) || symbol.DeclaringSyntaxReferences is not [var declaration] || declaration.SyntaxTree != Model.SyntaxTree)
            return symbol.ContainingType?.SpecialType != SpecialType.System_Object;
        // "var x = x" cannot use itself, "foreach (var x …) { x }" can: only a declarator's own span counts whole.
        var end = declaration.GetSyntax() is VariableDeclaratorSyntax declarator ? declarator.Span.End : symbol.Locations[0].SourceSpan.End;
        return end < Start || (end == Start && Current == default);
    }

    // "Dictionary<string, ⎹" parses as a comparison with a comma too many.
    private bool IsInUnfinishedTypeArguments()
    {
        var token = Left;
        for (var open = 0; token != default; token = token.GetPreviousToken(includeSkipped: true))
        {
            if (token.IsKind(SyntaxKind.GreaterThanToken))
                open++;
            else if (token.IsKind(SyntaxKind.LessThanToken) && open-- == 0)
                break;
            else if (!token.IsKind(SyntaxKind.IdentifierToken) && !SyntaxFacts.IsPredefinedType(token.Kind()) && token.Kind() is not (SyntaxKind.CommaToken or SyntaxKind.DotToken or SyntaxKind.QuestionToken or SyntaxKind.OpenBracketToken or SyntaxKind.CloseBracketToken))
                return false;
        }

        var name = token == default ? default : token.GetPreviousToken(includeSkipped: true);
        return name.IsKind(SyntaxKind.IdentifierToken) && Model.LookupNamespacesAndTypes(name.SpanStart, name: name.ValueText).Any(symbol => symbol is INamedTypeSymbol { Arity: > 0 });
    }

    private static bool StartsStatement(SyntaxToken left) => left.Kind() switch
    {
        SyntaxKind.None or SyntaxKind.SemicolonToken or SyntaxKind.ElseKeyword or SyntaxKind.DoKeyword or SyntaxKind.TryKeyword or SyntaxKind.FinallyKeyword => left.Parent is not ForStatementSyntax,
        SyntaxKind.OpenBraceToken => left.Parent is not (InitializerExpressionSyntax or AnonymousObjectCreationExpressionSyntax or InterpolationSyntax or SwitchExpressionSyntax or PropertyPatternClauseSyntax),
        SyntaxKind.CloseBraceToken => left.Parent is not (InitializerExpressionSyntax or AnonymousObjectCreationExpressionSyntax or InterpolationSyntax or SwitchExpressionSyntax or PropertyPatternClauseSyntax),
        SyntaxKind.CloseParenToken => left.Parent is IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or ForEachStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or CatchDeclarationSyntax,
        SyntaxKind.CloseBracketToken => left.Parent is AttributeListSyntax,
        SyntaxKind.ColonToken => left.Parent is SwitchLabelSyntax or LabeledStatementSyntax,
        _ => false,
    };

    private bool EndsValue() => Left.Kind() switch
    {
        SyntaxKind.IdentifierToken => Left.Parent is not (NameColonSyntax or ForEachStatementSyntax) && Left.Text is not ("await" or "nameof" or "yield" or "from" or "where" or "select" or "let" or "orderby" or "by" or "when" or "and" or "or" or "not" or "async" or "into" or "join" or "group"),
        SyntaxKind.CloseParenToken => Left.Parent is not CastExpressionSyntax && !StartsStatement(Left),
        SyntaxKind.CloseBracketToken => Left.Parent is not AttributeListSyntax,
        SyntaxKind.CloseBraceToken => !StartsStatement(Left),
        SyntaxKind.GreaterThanToken => Left.Parent is TypeArgumentListSyntax,
        SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedRawStringEndToken
            or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword or SyntaxKind.NullKeyword or SyntaxKind.ThisKeyword or SyntaxKind.PlusPlusToken or SyntaxKind.MinusMinusToken => true,
        var kind => SyntaxFacts.IsPredefinedType(kind) && kind != SyntaxKind.None,
    };

    private bool IsValue(ExpressionSyntax expression) => Model.GetSymbolInfo(expression) is { Symbol: IFieldSymbol or ILocalSymbol or IParameterSymbol or IPropertySymbol or IRangeVariableSymbol } || expression is LiteralExpressionSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax;

    private bool IsLeftOnEarlierLine() => Left != default && Left.SyntaxTree is { } tree && tree.GetLineSpan(Left.Span).EndLinePosition.Line < tree.GetText().Lines.GetLinePosition(Start).Line;

    private bool IsOnNewLine(SyntaxToken token) => token == Current && IsLeftOnEarlierLine();

    private static bool IsWord(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind());

    private static bool IsInComment(SyntaxNode root, int position)
    {
        if (position == 0)
            return false;
        var trivia = root.FindTrivia(position - 1);
        return trivia.Kind() switch
        {
            SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia => true,
            SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => position < trivia.FullSpan.End || !trivia.ToFullString().EndsWith("*/", StringComparison.Ordinal),
            SyntaxKind.DisabledTextTrivia => true,
            _ => trivia.IsDirective && !trivia.ToFullString().AsSpan(0, position - trivia.FullSpan.Start).Contains('\n'),
        };
    }

    private static bool IsInLiteral(SyntaxToken token, int position) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => position <= token.Span.End,
        SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken => true,
        SyntaxKind.CloseBraceToken => token.Parent is InterpolationSyntax,
        SyntaxKind.ColonToken => token.Parent is InterpolationFormatClauseSyntax,
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken =>
            position < token.Span.End || token.ContainsDiagnostics,
        _ => false,
    };
}
