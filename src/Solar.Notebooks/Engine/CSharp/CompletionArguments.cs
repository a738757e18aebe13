using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What the surroundings of the cursor expect: the parameters of a call, the type of a comparison.</summary>
internal static class CompletionArguments
{
    /// <summary>Offers <c>name:</c> for each parameter that has no argument yet.</summary>
    public static void OfferNames(CompletionPlace place, CompletionOffers offers)
    {
        if (Arguments(place) is not { } list)
            return;

        var before = Before(list, place);
        var named = before.Select(Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var positional = before.TakeWhile(argument => Name(argument) is null).Count();
        foreach (var parameter in Callees(place.Model, list).SelectMany(method => method.Parameters.Skip(positional)))
        {
            if (!named.Contains(parameter.Name))
                offers.Add(parameter.Name + ":", "variable");
        }

        if (list is AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } && place.Model.GetTypeInfo(attribute).Type is { } type)
            offers.AddSymbols(place.Model.LookupSymbols(place.Start, type).OfType<IPropertySymbol>().Where(property => property is { IsStatic: false, SetMethod: not null }));
    }

    /// <summary>The types that a value here would have; none if nothing is known.</summary>
    public static IEnumerable<ITypeSymbol> ExpectedTypes(CompletionPlace place)
    {
        var model = place.Model;
        if (Arguments(place) is { } list)
        {
            var index = Before(list, place).Count;
            return Callees(model, list).Select(method => Parameter(method, index)?.Type).OfType<ITypeSymbol>().Distinct<ITypeSymbol>(SymbolEqualityComparer.Default);
        }

        var left = place.Left;
        var type = left.Parent switch
        {
            BinaryExpressionSyntax binary when binary.OperatorToken == left => model.GetTypeInfo(binary.Left).Type,
            AssignmentExpressionSyntax assignment when assignment.OperatorToken == left => model.GetTypeInfo(assignment.Left).Type,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: false } declaration } } => model.GetTypeInfo(declaration.Type).Type,
            EqualsValueClauseSyntax { Parent: ParameterSyntax { Type: { } declared } } => model.GetTypeInfo(declared).Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => model.GetTypeInfo(property.Type).Type,
            IsPatternExpressionSyntax pattern => model.GetTypeInfo(pattern.Expression).Type,
            SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement } => model.GetTypeInfo(statement.Expression).Type,
            SwitchExpressionSyntax selection when left.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken => model.GetTypeInfo(selection.GoverningExpression).Type,
            NameColonSyntax { Parent: ArgumentSyntax { Parent: BaseArgumentListSyntax named } } name =>
                Callees(model, named).SelectMany(method => method.Parameters).FirstOrDefault(parameter => parameter.Name == name.Name.Identifier.Text)?.Type,
            NameColonSyntax { Parent: SubpatternSyntax { Pattern: { } asked } } => PatternInput(model, asked),
            ReturnStatementSyntax => (model.GetEnclosingSymbol(place.Start) as IMethodSymbol)?.ReturnType,
            BinaryPatternSyntax or UnaryPatternSyntax => PatternInput(model, (PatternSyntax)left.Parent),
            BaseObjectCreationExpressionSyntax creation when creation.NewKeyword == left => Converted(model, creation),
            _ => null,
        };
        return type is null ? [] : [type];
    }

    /// <summary>The type of what a pattern is asked of.</summary>
    public static ITypeSymbol? PatternInput(SemanticModel model, PatternSyntax pattern) => pattern switch
    {
        RecursivePatternSyntax { Type: { } stated } => model.GetTypeInfo(stated).Type,
        _ => pattern.Parent switch
        {
            IsPatternExpressionSyntax test => model.GetTypeInfo(test.Expression).Type,
            SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax selection } => model.GetTypeInfo(selection.GoverningExpression).Type,
            CasePatternSwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement } => model.GetTypeInfo(statement.Expression).Type,
            SubpatternSyntax { NameColon: { } name } => model.GetSymbolInfo(name.Name).Symbol switch
            {
                IPropertySymbol property => property.Type,
                IFieldSymbol field => field.Type,
                _ => null,
            },
            PatternSyntax outer => PatternInput(model, outer),
            _ => null,
        },
    };

    // "List<int> x = new ⎹": the creation has no type of its own yet, its place has.
    private static ITypeSymbol? Converted(SemanticModel model, BaseObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: false } declaration } } => model.GetTypeInfo(declaration.Type).Type,
        AssignmentExpressionSyntax assignment => model.GetTypeInfo(assignment.Left).Type,
        _ => null,
    };

    // The list of arguments in which a new one begins at the cursor.
    private static SyntaxNode? Arguments(CompletionPlace place) =>
        place.Left.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.CommaToken or SyntaxKind.OpenBracketToken && place.Left.Parent is BaseArgumentListSyntax or AttributeArgumentListSyntax ? place.Left.Parent : null;

    private static List<SyntaxNode> Before(SyntaxNode list, CompletionPlace place) =>
        [.. list.ChildNodes().Where(argument => argument.Span.End <= place.Left.SpanStart && argument.Span.Length > 0)];

    private static string? Name(SyntaxNode argument) => argument switch
    {
        ArgumentSyntax { NameColon.Name.Identifier.Text: var name } => name,
        AttributeArgumentSyntax { NameColon.Name.Identifier.Text: var name } => name,
        AttributeArgumentSyntax { NameEquals.Name.Identifier.Text: var name } => name,
        _ => null,
    };

    private static IParameterSymbol? Parameter(IMethodSymbol method, int index) =>
        index < method.Parameters.Length ? method.Parameters[index] : null;

    private static IEnumerable<IMethodSymbol> Callees(SemanticModel model, SyntaxNode list) => list.Parent switch
    {
        InvocationExpressionSyntax call => model.GetMemberGroup(call.Expression).OfType<IMethodSymbol>() is var group && group.Any()
            ? group
            : model.GetTypeInfo(call.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoked } ? [invoked] : [],
        BaseObjectCreationExpressionSyntax creation => Constructors(model, creation, model.GetTypeInfo(creation).Type),
        AttributeSyntax attribute => Constructors(model, attribute, model.GetTypeInfo(attribute).Type),
        ConstructorInitializerSyntax initializer => model.GetMemberGroup(initializer).OfType<IMethodSymbol>(),
        PrimaryConstructorBaseTypeSyntax based => Constructors(model, based, model.GetTypeInfo(based.Type).Type),
        _ => [],
    };

    private static IEnumerable<IMethodSymbol> Constructors(SemanticModel model, SyntaxNode at, ITypeSymbol? type) =>
        (type as INamedTypeSymbol)?.InstanceConstructors.Where(constructor => model.IsAccessible(at.SpanStart, constructor)) ?? [];
}
