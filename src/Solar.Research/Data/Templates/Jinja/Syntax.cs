namespace Solar.Research.Data.Templates.Jinja;

/// <summary>An expression; At is where it stands in the source.</summary>
internal abstract record Expression(int At);

internal sealed record Literal(int At, object? Value) : Expression(At);

internal sealed record Name(int At, string Id) : Expression(At);

internal sealed record ListLiteral(int At, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record DictLiteral(int At, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(At);

internal sealed record Unary(int At, string Operator, Expression Of) : Expression(At);

internal sealed record Binary(int At, string Operator, Expression Left, Expression Right) : Expression(At);

internal sealed record Choice(int At, Expression Condition, Expression Then, Expression? Otherwise) : Expression(At);

/// <summary>x.name</summary>
internal sealed record Member(int At, Expression Of, string Id) : Expression(At);

/// <summary>x[key]</summary>
internal sealed record Item(int At, Expression Of, Expression Key) : Expression(At);

/// <summary>x[start:stop:step]</summary>
internal sealed record Slice(int At, Expression Of, Expression? Start, Expression? Stop, Expression? Step) : Expression(At);

internal sealed record Arguments(IReadOnlyList<Expression> Placed, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static Arguments None { get; } = new([], []);
}

internal sealed record Call(int At, Expression Of, Arguments With) : Expression(At);

/// <summary>x | filter(…)</summary>
internal sealed record Filtered(int At, Expression Of, string Filter, Arguments With) : Expression(At);

/// <summary>x is test</summary>
internal sealed record Tested(int At, Expression Of, string Test, Arguments With) : Expression(At);

internal abstract record Statement(int At);

internal sealed record Text(int At, string Content) : Statement(At);

internal sealed record Output(int At, Expression Value) : Statement(At);

internal sealed record Set(int At, Expression Target, Expression Value) : Statement(At);

internal sealed record SetBlock(int At, Expression Target, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record If(int At, IReadOnlyList<(Expression Condition, IReadOnlyList<Statement> Body)> Branches, IReadOnlyList<Statement> Otherwise) : Statement(At);

internal sealed record For(int At, Expression Target, Expression Over, Expression? Where, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise) : Statement(At);

internal sealed record Macro(int At, string Id, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlyList<Statement> Body) : Statement(At);

/// <summary>{% generation %} … {% endgeneration %}: transformers marks what the assistant says; it writes its body.</summary>
internal sealed record Plain(int At, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record Break(int At) : Statement(At);

internal sealed record Continue(int At) : Statement(At);
