namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Which keywords make sense where.</summary>
internal static class CompletionKeywords
{
    /// <summary>The types that have a keyword.</summary>
    public static readonly string[] Types =
    [
        "bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "nint", "nuint", "object", "sbyte", "short",
        "string", "uint", "ulong", "ushort",
    ];

    /// <summary>Where a value is expected.</summary>
    public static readonly string[] Expression =
    [
        .. Types, "async", "await", "checked", "default", "delegate", "false", "from", "in", "nameof", "new", "null", "out", "ref", "sizeof",
        "stackalloc", "static", "this", "throw", "true", "typeof", "unchecked", "var", "void", "with",
    ];

    /// <summary>Where a statement or a declaration begins.</summary>
    public static readonly string[] Statement =
    [
        .. Expression.Except(["in", "out", "with"]),
        "abstract", "break", "catch", "class", "const", "continue", "do", "else", "enum", "event", "extern", "finally", "fixed", "for",
        "foreach", "goto", "if", "interface", "internal", "lock", "override", "partial", "private", "protected", "public", "readonly", "record",
        "required", "return", "sealed", "struct", "switch", "try", "unsafe", "using", "virtual", "volatile", "while", "yield",
    ];

    /// <summary>Behind a value.</summary>
    public static readonly string[] AfterExpression =
    [
        "and", "as", "ascending", "by", "descending", "equals", "from", "group", "in", "into", "is", "join", "let", "not", "on", "or", "orderby",
        "select", "switch", "when", "where", "with",
    ];

    /// <summary>Before a type.</summary>
    public static readonly string[] BeforeType =
    [
        .. Types, "abstract", "async", "class", "const", "delegate", "enum", "event", "in", "interface", "internal", "not", "null", "out", "override", "params",
        "partial", "private", "protected", "public", "readonly", "record", "ref", "required", "scoped", "sealed", "static", "struct", "this", "unmanaged",
        "var", "virtual", "void", "notnull",
    ];

    /// <summary>Behind <c>using</c>.</summary>
    public static readonly string[] AfterUsing = ["static", "var"];
}
