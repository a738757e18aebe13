using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Everything that can be named at a place without anything before it.</summary>
/// <remarks>
/// The compiler's own list, <c>LookupSymbols</c>, asks every cell of the session for every name there is: half a second
/// after two hundred cells. This one asks each cell once.
/// </remarks>
internal static class CompletionScope
{
    /// <summary>Values, methods, types and namespaces; of two with one name the nearer comes first.</summary>
    public static IEnumerable<ISymbol> At(CompletionPlace place)
    {
        var own = OwnTree(place);
        return [.. own.Where(place.IsUsable), .. EnclosingType(place), .. EarlierCells(place), .. Imported(place), .. Global(place)];
    }

    /// <summary>Types and namespaces.</summary>
    public static IEnumerable<INamespaceOrTypeSymbol> TypesAt(CompletionPlace place) =>
        At(place).Select(symbol => (symbol as IAliasSymbol)?.Target as ISymbol ?? symbol).OfType<INamespaceOrTypeSymbol>();

    // Compiled alone, without references and earlier cells, the cell has its locals, parameters and declarations and nothing else.
    private static IEnumerable<ISymbol> OwnTree(CompletionPlace place)
    {
        var tree = place.Model.SyntaxTree;
        return CSharpCompilation.CreateScriptCompilation("scope", tree).GetSemanticModel(tree).LookupSymbols(place.Start);
    }

    private static IEnumerable<ISymbol> EnclosingType(CompletionPlace place)
    {
        for (var type = place.Model.GetEnclosingSymbol(place.Start)?.ContainingType; type is { IsScriptClass: false }; type = type.ContainingType)
        {
            foreach (var member in place.Model.LookupSymbols(place.Start, type).Where(member => member.ContainingType?.SpecialType != SpecialType.System_Object))
                yield return member;
        }
    }

    private static IEnumerable<ISymbol> EarlierCells(CompletionPlace place) =>
        Cells(place).Skip(1).SelectMany(cell => cell.ScriptClass!.GetMembers()).Where(member => !member.IsImplicitlyDeclared);

    private static IEnumerable<ISymbol> Imported(CompletionPlace place)
    {
        foreach (var cell in Cells(place))
        {
            foreach (var import in ((CompilationUnitSyntax)cell.SyntaxTrees[0].GetRoot()).Usings)
            {
                var target = Meaning(place, import.NamespaceOrType);
                if (import.Alias is { } alias)
                {
                    foreach (var symbol in place.Model.LookupSymbols(place.Start, name: alias.Name.Identifier.ValueText))
                        yield return symbol;
                }
                else
                {
                    foreach (var member in Members(target))
                        yield return member;
                }
            }

            foreach (var name in cell.Options.Usings)
            {
                foreach (var member in Members(Meaning(place, SyntaxFactory.ParseName(name))))
                    yield return member;
            }
        }
    }

    private static IEnumerable<ISymbol> Global(CompletionPlace place) =>
        place.Model.Compilation.GlobalNamespace.GetMembers().Where(member => member is INamespaceSymbol || member.DeclaredAccessibility == Accessibility.Public);

    private static ISymbol? Meaning(CompletionPlace place, TypeSyntax name) =>
        place.Model.GetSpeculativeSymbolInfo(0, name, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;

    private static IEnumerable<ISymbol> Members(ISymbol? imported) => imported switch
    {
        INamespaceSymbol space => space.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public),
        INamedTypeSymbol type => type.GetMembers().Where(member => (member.IsStatic || member is ITypeSymbol) && member.DeclaredAccessibility == Accessibility.Public),
        _ => [],
    };

    // This cell and those before it, the newest first.
    private static IEnumerable<CSharpCompilation> Cells(CompletionPlace place)
    {
        for (var cell = (CSharpCompilation?)place.Model.Compilation; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
            yield return cell;
    }
}
