using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What could stand at the cursor of a C# cell.</summary>
/// <remarks>It asks the compiler's own model of the cell and keeps nothing: the compiler's editor services are not among the packages.</remarks>
internal static class Completion
{
    /// <summary>The offers.</summary>
    /// <param name="next">The cell, compiled as the next one of its session.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    public static CompletionList At(CSharpCompilation next, int position)
    {
        var place = CompletionPlace.Find(next, position);
        if (place is null)
            return CompletionList.None(position);

        var offers = new CompletionOffers(place);
        switch (place.Left.Kind())
        {
            case SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken or SyntaxKind.ColonColonToken:
                CompletionMembers.Offer(place, offers);
                break;
            case var _ when place.IsName():
                break;
            case var _ when place.IsUsing():
                offers.AddSymbols(CompletionScope.TypesAt(place).Where(symbol => place.IsUsingOfTypes() || symbol is INamespaceSymbol));
                offers.AddKeywords(CompletionKeywords.AfterUsing);
                break;
            case var _ when CompletionMembers.OfInitializer(place) is { } members:
                offers.AddSymbols(members.Symbols);
                if (members.AlsoExpressions)
                    Expression(place, offers);
                break;
            case var _ when place.IsAttribute():
                CompletionTypes.Attributes(place, offers);
                break;
            case var _ when place.IsType():
                CompletionTypes.Offer(place, offers);
                break;
            case var _ when place.EndsExpression():
                offers.AddKeywords(CompletionKeywords.AfterExpression);
                break;
            default:
                Expression(place, offers);
                break;
        }

        return offers.List();
    }

    private static void Expression(CompletionPlace place, CompletionOffers offers)
    {
        CompletionArguments.OfferNames(place, offers);
        foreach (var expected in CompletionArguments.ExpectedTypes(place))
            offers.AddEnumMembers(expected);

        offers.AddSymbols(CompletionScope.At(place));
        offers.AddKeywords(place.StartsStatement() ? CompletionKeywords.Statement : CompletionKeywords.Expression);
        if (place.StartsStatement() && place.Left.Parent is SwitchSectionSyntax or SwitchStatementSyntax or CaseSwitchLabelSyntax or StatementSyntax { Parent: SwitchSectionSyntax })
            offers.AddKeywords(["case", "default"]);
    }
}
