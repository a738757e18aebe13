using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>A symbol as its declaration would say it.</summary>
internal static class SymbolSignature
{
    /// <summary>As prose names it: <c>Console.WriteLine(string)</c>, <c>List&lt;T&gt;</c>.</summary>
    public static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.CSharpShortErrorMessageFormat;

    private static readonly SymbolDisplayFormat Member = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        localOptions: SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue | SymbolDisplayLocalOptions.IncludeRef,
        kindOptions: SymbolDisplayKindOptions.IncludeNamespaceKeyword | SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat OfCell = Member.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    private static readonly SymbolDisplayFormat Type = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: Member.GenericsOptions,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: Member.ParameterOptions,
        kindOptions: Member.KindOptions,
        miscellaneousOptions: Member.MiscellaneousOptions);

    /// <summary>The declaration, with how many more there are of its name.</summary>
    /// <param name="symbol">What is shown.</param>
    /// <param name="overloads">How many methods have its name, itself among them.</param>
    /// <param name="type">The type of a value where the symbol does not know it.</param>
    public static string Of(ISymbol symbol, int overloads, ITypeSymbol? type)
    {
        if (symbol is IRangeVariableSymbol)
            return $"(range variable) {type?.ToDisplayString(Member)} {symbol.Name}";
        var format = symbol switch
        {
            ITypeSymbol { SpecialType: not SpecialType.None } => Type.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes),
            INamespaceOrTypeSymbol => symbol.ContainingType is { IsScriptClass: true } ? Member : Type,
            { ContainingType.IsScriptClass: true } => OfCell,
            _ => Member,
        };
        var kind = symbol switch
        {
            ILocalSymbol { IsConst: true } => "(local constant) ",
            ILocalSymbol => "(local variable) ",
            IParameterSymbol => "(parameter) ",
            ITypeParameterSymbol => "(type parameter) ",
            IFieldSymbol { ContainingType.IsScriptClass: true } => "(variable) ",
            IMethodSymbol { IsExtensionMethod: true } => "(extension) ",
            IMethodSymbol { IsStatic: true, ContainingType.IsScriptClass: false, MethodKind: MethodKind.Ordinary } or IFieldSymbol { IsStatic: true, IsConst: false } or IPropertySymbol { IsStatic: true } => "static ",
            IFieldSymbol { IsConst: true, ContainingType.TypeKind: not TypeKind.Enum } => "const ",
            _ => "",
        };
        var more = overloads switch
        {
            > 2 => $" (+ {overloads - 1} overloads)",
            2 => " (+ 1 overload)",
            _ => "",
        };
        return kind + symbol.ToDisplayString(format).Replace("Submission#", "cell#", StringComparison.Ordinal) + more;
    }
}
