using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What a name of a C# cell is.</summary>
internal static class Inspector
{
    /// <summary>The symbol at a place, with its documentation; between the parentheses of a call, what is called. None: nothing is there.</summary>
    /// <param name="next">The cell, compiled as the next one of its session.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    public static Inspection? At(CSharpCompilation next, int position)
    {
        var tree = next.SyntaxTrees[0];
        var root = tree.GetRoot();
        position = Math.Clamp(position, 0, root.FullSpan.End);
        var model = next.GetSemanticModel(tree);
        var token = Word(root, position);
        var (symbol, group) = token == default ? default : Named(model, token);
        if (symbol is null)
            (symbol, group) = Called(model, root, position);
        if (symbol is null or INamespaceSymbol { IsGlobalNamespace: true } or IErrorTypeSymbol)
            return null;

        var documentation = XmlDocumentation.Of(symbol, next) is { } xml ? XmlDocumentationText.Of(xml, next) : null;
        if (documentation is null && symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && XmlDocumentation.Of(symbol.ContainingType, next) is { } ofType)
            documentation = XmlDocumentationText.Of(ofType, next);
        return new(SymbolSignature.Of(symbol, group, token == default ? null : model.GetTypeInfo(token.Parent!).Type), documentation);
    }

    // The word that the cursor is in or at an end of.
    private static SyntaxToken Word(SyntaxNode root, int position)
    {
        var right = root.FindToken(position);
        if (right.Span.IntersectsWith(position) && IsWord(right))
            return right;
        var left = right.GetPreviousToken();
        return left.Span.End == position && IsWord(left) ? left : default;
    }

    private static bool IsWord(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken)
        || SyntaxFacts.IsPredefinedType(token.Kind())
        || token.Kind() is SyntaxKind.ThisKeyword or SyntaxKind.BaseKeyword or SyntaxKind.NewKeyword;

    private static (ISymbol? Symbol, int Overloads) Named(SemanticModel model, SyntaxToken token)
    {
        if (token.Parent is null)
            return default;
        if (!token.IsKind(SyntaxKind.NewKeyword) && token.Parent is not ExpressionSyntax && model.GetDeclaredSymbol(token.Parent) is { } declared)
            return (declared, Overloads(declared));

        // "new Foo(…)" and "[Foo]" mean a constructor, not only its type.
        var node = token.Parent;
        while (node.Parent is QualifiedNameSyntax qualified && qualified.Right == node)
            node = qualified;
        if (node is BaseObjectCreationExpressionSyntax || node.Parent is ObjectCreationExpressionSyntax || node.Parent is AttributeSyntax)
            return Of(model, node is BaseObjectCreationExpressionSyntax ? node : node.Parent!);

        return Of(model, token.Parent);
    }

    private static (ISymbol? Symbol, int Overloads) Called(SemanticModel model, SyntaxNode root, int position)
    {
        for (var node = root.FindToken(Math.Max(0, position - 1)).Parent; node is not null; node = node.Parent)
        {
            if (node is not (BaseArgumentListSyntax or AttributeArgumentListSyntax) || position <= node.SpanStart || node.Parent is null)
                continue;
            var closing = node.GetLastToken(includeZeroWidth: true);
            if (position > closing.SpanStart && !closing.IsMissing)
                continue;
            return node.Parent is InvocationExpressionSyntax call ? Of(model, call.Expression) : Of(model, node.Parent);
        }

        return default;
    }

    private static (ISymbol? Symbol, int Overloads) Of(SemanticModel model, SyntaxNode node)
    {
        var found = model.GetSymbolInfo(node);
        var symbol = found.Symbol ?? (node is ThisExpressionSyntax or BaseExpressionSyntax ? model.GetTypeInfo(node).Type : null) ?? Likely(model, node, found.CandidateSymbols);
        if (symbol is IAliasSymbol alias)
            symbol = alias.Target;
        return symbol is null ? default : (symbol, Math.Max(model.GetMemberGroup(node).Length, Overloads(symbol)));
    }

    // Of a call that does not compile, or not yet: the shortest method that takes the arguments given so far.
    private static ISymbol? Likely(SemanticModel model, SyntaxNode node, IReadOnlyList<ISymbol> candidates)
    {
        IEnumerable<IMethodSymbol> methods = node is BaseObjectCreationExpressionSyntax && model.GetTypeInfo(node).Type is INamedTypeSymbol created
            ? created.InstanceConstructors.Where(constructor => model.IsAccessible(node.SpanStart, constructor))
            : model.GetMemberGroup(node).OfType<IMethodSymbol>();
        var arguments = (node as BaseObjectCreationExpressionSyntax)?.ArgumentList?.Arguments ?? (node.Parent as InvocationExpressionSyntax)?.ArgumentList.Arguments ?? default;
        var given = arguments.Where(argument => argument is { NameColon: null, Expression.IsMissing: false }).Select(argument => argument.Expression).ToList();
        return methods
            .OrderByDescending(method => method.Parameters.Length >= given.Count)
            .ThenByDescending(method => given.Zip(method.Parameters).Count(pair => model.ClassifyConversion(pair.First, Taken(pair.Second)) is { IsImplicit: true }))
            .ThenBy(method => method.Parameters.Length)
            .FirstOrDefault() ?? (candidates.Count > 0 ? candidates[0] : null) ?? model.GetTypeInfo(node).Type;
    }

    // "params int[] values" takes an int.
    private static ITypeSymbol Taken(IParameterSymbol parameter) => parameter switch
    {
        { IsParams: true, Type: IArrayTypeSymbol array } => array.ElementType,
        { IsParams: true, Type: INamedTypeSymbol { TypeArguments: [var element] } } => element,
        _ => parameter.Type,
    };

    private static int Overloads(ISymbol symbol) => symbol is IMethodSymbol { ContainingType: { } type } method
        ? type.GetMembers(method.Name).Count(other => other.DeclaredAccessibility == Accessibility.Public || type.IsScriptClass)
        : 1;
}
