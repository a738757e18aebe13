using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Offers types where only a type can stand.</summary>
internal static class CompletionTypes
{
    /// <summary>Types and namespaces; behind <c>new</c> those that can be created.</summary>
    public static void Offer(CompletionPlace place, CompletionOffers offers)
    {
        var isNew = place.Left.IsKind(SyntaxKind.NewKeyword);
        offers.AddSymbols(CompletionScope.TypesAt(place).Where(symbol => !isNew || CanBeCreated(symbol)));
        offers.AddKeywords(isNew ? CompletionKeywords.Types : CompletionKeywords.BeforeType);
        if (isNew)
        {
            foreach (var expected in CompletionArguments.ExpectedTypes(place).Where(CanBeCreated))
                offers.Add(expected.ToMinimalDisplayString(place.Model, place.Start), "class");
        }
        else if (place.Left.Kind() is SyntaxKind.IsKeyword)
        {
            foreach (var expected in CompletionArguments.ExpectedTypes(place))
                offers.AddEnumMembers(expected);
        }
    }

    /// <summary>Attributes, without the word at their end, and namespaces.</summary>
    public static void Attributes(CompletionPlace place, CompletionOffers offers)
    {
        foreach (var symbol in CompletionScope.TypesAt(place))
        {
            if (symbol is INamespaceSymbol)
                offers.AddSymbols([symbol]);
            else if (symbol is INamedTypeSymbol { IsAbstract: false } type && IsAttribute(type))
                offers.Add(type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name[..^"Attribute".Length] : type.Name, "class");
        }
    }

    /// <summary>Whether <c>new</c> can stand before it.</summary>
    public static bool CanBeCreated(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => CanBeCreated(alias.Target),
        INamespaceSymbol => true,
        ITypeParameterSymbol parameter => parameter.HasConstructorConstraint || parameter.HasValueTypeConstraint,
        INamedTypeSymbol type => !type.IsStatic && !type.IsAbstract && type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Delegate,
        _ => false,
    };

    private static bool IsAttribute(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (above.Name == "Attribute" && above.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }
}
