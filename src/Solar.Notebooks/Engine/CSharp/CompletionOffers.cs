using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Collects what begins with what was typed, each name once.</summary>
internal sealed class CompletionOffers(CompletionPlace place)
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    /// <summary>Adds what has a name.</summary>
    public void AddSymbols(IEnumerable<ISymbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol.CanBeReferencedByName && Matches(symbol.Name))
                _kinds.TryAdd(symbol.Name, Kind(symbol));
        }
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text, string kind)
    {
        if (Matches(text))
            _kinds.TryAdd(text, kind);
    }

    /// <summary>Adds keywords; a name that is also a contextual keyword stays the name.</summary>
    public void AddKeywords(IEnumerable<string> keywords)
    {
        foreach (var keyword in keywords)
            Add(keyword, "keyword");
    }

    /// <summary>Adds the members of an enum with its name before them; nothing if the type is not an enum.</summary>
    public void AddEnumMembers(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (type.TypeKind != TypeKind.Enum)
            return;

        var name = type.ToMinimalDisplayString(place.Model, place.Start);
        foreach (var member in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst))
        {
            if (Matches(member.Name) || Matches($"{name}.{member.Name}"))
                _kinds.TryAdd($"{name}.{member.Name}", "constant");
        }
    }

    /// <summary>All of them.</summary>
    public CompletionList List() => new(place.Start, place.Position,
    [
        .. _kinds
            .OrderBy(offer => offer.Key, StringComparer.OrdinalIgnoreCase)
            .ThenBy(offer => offer.Key, StringComparer.Ordinal)
            .Select(offer => new CompletionItem(offer.Key, offer.Value)),
    ]);

    private bool Matches(string text) => text.StartsWith(place.Prefix, StringComparison.OrdinalIgnoreCase);

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => Kind(alias.Target),
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } or IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true } => "constant",
        IFieldSymbol { ContainingType.IsScriptClass: true } => "variable",
        IFieldSymbol => "field",
        INamespaceSymbol => "module",
        ITypeSymbol { TypeKind: TypeKind.Interface } => "interface",
        ITypeSymbol { TypeKind: TypeKind.Struct } => "struct",
        ITypeSymbol { TypeKind: TypeKind.Enum } => "enum",
        ITypeSymbol => "class",
        _ => "variable",
    };
}
