using System.ComponentModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Offers the members of what stands before a dot, or of what an initialiser or a pattern is about.</summary>
internal static class CompletionMembers
{
    /// <summary>Behind a dot.</summary>
    public static void Offer(CompletionPlace place, CompletionOffers offers)
    {
        if (Before(place.Left) is not { } left || left is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression })
            return;

        var (symbol, type) = Meaning(place, left);
        if (place.Left.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (place.Left.IsKind(SyntaxKind.MinusGreaterThanToken))
            type = (type as IPointerTypeSymbol)?.PointedAtType;

        var model = place.Model;
        if (symbol is INamespaceSymbol name)
            offers.AddSymbols(model.LookupNamespacesAndTypes(place.Start, name).Where(member => IsOffered(place, member)));
        else if (symbol is ITypeSymbol named)
            offers.AddSymbols(Statics(place, named));

        if (symbol is not INamespaceOrTypeSymbol && type is not null and not IErrorTypeSymbol)
        {
            offers.AddSymbols(model.LookupSymbols(place.Start, type, includeReducedExtensionMethods: true)
                .Where(member => (!member.IsStatic || member is IMethodSymbol { ReducedFrom: not null }) && member is not ITypeSymbol && IsVisible(member)));

            // A property named like its type, Color Color: the type's statics can be meant too.
            if (symbol is IPropertySymbol or IFieldSymbol or ILocalSymbol or IParameterSymbol && symbol.Name == type.Name)
                offers.AddSymbols(Statics(place, type));
        }
    }

    /// <summary>What can be set in <c>new T { }</c> and <c>x with { }</c>, and what can be asked in <c>x is { }</c>.</summary>
    /// <returns>None: the place is in no initialiser. With it, whether a value can stand there too.</returns>
    public static (IEnumerable<ISymbol> Symbols, bool AlsoExpressions)? OfInitializer(CompletionPlace place)
    {
        if (place.Left.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken))
            return null;

        switch (place.Left.Parent)
        {
            case PropertyPatternClauseSyntax { Parent: RecursivePatternSyntax pattern }:
                return CompletionArguments.PatternInput(place.Model, pattern) is { } asked
                    ? (Instance(place, asked).Where(member => member is IPropertySymbol or IFieldSymbol), false)
                    : null;
            case InitializerExpressionSyntax initializer when Type(place.Model, initializer) is { } type:
                var set = initializer.Expressions.OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString()).ToHashSet(StringComparer.Ordinal);
                set.Remove(place.Current.Text);
                return (Instance(place, type).Where(member => CanBeSet(member) && !set.Contains(member.Name)), IsCollection(type));
            default:
                return null;
        }
    }

    private static ITypeSymbol? Type(SemanticModel model, InitializerExpressionSyntax initializer) => initializer.Parent switch
    {
        BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation).Type,
        WithExpressionSyntax with => model.GetTypeInfo(with.Expression).Type,
        AssignmentExpressionSyntax assignment => model.GetTypeInfo(assignment.Left).Type,
        _ => null,
    };

    private static IEnumerable<ISymbol> Instance(CompletionPlace place, ITypeSymbol type) =>
        place.Model.LookupSymbols(place.Start, type).Where(member => !member.IsStatic && IsVisible(member));

    private static bool CanBeSet(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false } property => property.SetMethod is not null || (property.Type.IsReferenceType && IsCollection(property.Type)),
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        _ => false,
    };

    private static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String && type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);

    private static IEnumerable<ISymbol> Statics(CompletionPlace place, ITypeSymbol type) =>
        place.Model.LookupStaticMembers(place.Start, type).Where(member => IsOffered(place, member) && IsVisible(member)
            && (type.TypeKind != TypeKind.Enum || member is IFieldSymbol));

    // Behind the dot of a using, a new or a type's name, only types and namespaces can follow.
    private static bool IsOffered(CompletionPlace place, ISymbol member)
    {
        var node = place.Left.Parent;
        while (node?.Parent is QualifiedNameSyntax or NullableTypeSyntax or ArrayTypeSyntax or AliasQualifiedNameSyntax)
            node = node.Parent;
        return node?.Parent switch
        {
            UsingDirectiveSyntax { StaticKeyword.RawKind: 0, Alias: null } => member is INamespaceSymbol,
            UsingDirectiveSyntax => member is INamespaceOrTypeSymbol,
            ObjectCreationExpressionSyntax => member is INamespaceSymbol || CompletionTypes.CanBeCreated(member),
            BaseTypeSyntax or TypeArgumentListSyntax or TypeOfExpressionSyntax or ParameterSyntax or AttributeSyntax or CatchDeclarationSyntax => member is INamespaceOrTypeSymbol,
            _ => true,
        };
    }

    // What stands before the dot.
    private static ExpressionSyntax? Before(SyntaxToken dot) => dot.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        QualifiedNameSyntax qualified => qualified.Left,
        AliasQualifiedNameSyntax aliased => aliased.Alias,
        MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(dot.Span))?.Expression,
        _ => null,
    };

    // A value on a line before another line's name parses as a qualified type: "xs.⏎var y" is xs.var y. It is asked again as a value.
    private static (ISymbol? Symbol, ITypeSymbol? Type) Meaning(CompletionPlace place, ExpressionSyntax left)
    {
        var known = place.Model.GetSymbolInfo(left);
        var symbol = known.Symbol ?? (known.CandidateSymbols is [var only] ? only : null);
        var type = place.Model.GetTypeInfo(left).Type;
        if (symbol is INamespaceOrTypeSymbol or IAliasSymbol || type is not (null or IErrorTypeSymbol))
            return ((symbol as IAliasSymbol)?.Target ?? symbol, type);

        var value = SyntaxFactory.ParseExpression(left.ToString(), options: (CSharpParseOptions)place.Model.SyntaxTree.Options);
        return (place.Model.GetSpeculativeSymbolInfo(left.SpanStart, value, SpeculativeBindingOption.BindAsExpression).Symbol,
            place.Model.GetSpeculativeTypeInfo(left.SpanStart, value, SpeculativeBindingOption.BindAsExpression).Type ?? type);
    }

    private static bool IsVisible(ISymbol member) => !member.GetAttributes().Any(attribute =>
        attribute is { AttributeClass.Name: nameof(EditorBrowsableAttribute), ConstructorArguments: [{ Value: (int)EditorBrowsableState.Never }] });
}
