namespace Solar.Research.Data.Templates.Jinja;

/// <summary>Reads expressions, with Jinja's order of precedence.</summary>
internal class ExpressionParser(TemplateSource source, IReadOnlyList<Token> tokens)
{
    private const int Deepest = 64;

    private static readonly HashSet<string> Reserved = ["and", "or", "not", "in", "is", "if", "else"];

    private int next;
    private int depth;

    protected TemplateSource Source => source;

    protected Token Current => tokens[next];

    protected Token Take() => tokens[next++];

    protected bool IsName(string text) => Current.Kind == TokenKind.Name && Current.Text == text;

    protected bool IsOperator(string text) => Current.Kind == TokenKind.Operator && Current.Text == text;

    protected bool TakeName(string text) => IsName(text) && Take().Kind == TokenKind.Name;

    protected bool TakeOperator(string text) => IsOperator(text) && Take().Kind == TokenKind.Operator;

    protected void ExpectOperator(string text)
    {
        if (!TakeOperator(text))
            throw Unexpected($"'{text}'");
    }

    protected string ExpectName(string what) => Current.Kind == TokenKind.Name ? Take().Text : throw Unexpected(what);

    protected InvalidDataException Unexpected(string expected) => source.Error(Current.At, $"{expected} is expected here, not '{Current.Text}'.");

    /// <summary>Counts one level of nesting; a template that nests deeper than any real one is refused.</summary>
    protected T Nested<T>(Func<T> read)
    {
        if (++depth > Deepest)
            throw source.Error(Current.At, $"this is nested more than {Deepest} deep.");
        var result = read();
        depth--;
        return result;
    }

    protected Expression ParseExpression() => Nested(() =>
    {
        var value = ParseOr();
        while (IsName("if"))
        {
            int at = Take().At;
            var condition = ParseOr();
            value = new Choice(at, condition, value, TakeName("else") ? ParseExpression() : null);
        }

        return value;
    });

    protected Expression ParseOr()
    {
        var left = ParseAnd();
        while (IsName("or"))
            left = new Binary(Take().At, "or", left, ParseAnd());
        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (IsName("and"))
            left = new Binary(Take().At, "and", left, ParseNot());
        return left;
    }

    private Expression ParseNot() => IsName("not") ? Nested<Expression>(() => new Unary(Take().At, "not", ParseNot())) : ParseComparison();

    private Expression ParseComparison()
    {
        var left = ParseSum();
        if (ComparisonHere() is not { } comparison)
            return left;
        var result = new Binary(comparison.At, comparison.Operator, left, ParseSum());
        if (ComparisonHere() is { } second)
            throw source.Error(second.At, "a chain of comparisons is not implemented: write them with 'and'.");
        return result;
    }

    private (int At, string Operator)? ComparisonHere()
    {
        int at = Current.At;
        if (Current.Kind == TokenKind.Operator && Current.Text is "==" or "!=" or "<" or ">" or "<=" or ">=")
            return (at, Take().Text);
        if (TakeName("in"))
            return (at, "in");
        if (!IsName("not") || tokens[next + 1] is not { Kind: TokenKind.Name, Text: "in" })
            return null;
        next += 2;
        return (at, "not in");
    }

    private Expression ParseSum() => Chain(ParseConcatenation, "+", "-");

    private Expression ParseConcatenation() => Chain(ParseProduct, "~");

    private Expression ParseProduct() => Chain(ParseUnary, "*", "/", "//", "%");

    private Expression Chain(Func<Expression> part, params string[] operators)
    {
        var left = part();
        while (Current.Kind == TokenKind.Operator && operators.Contains(Current.Text))
        {
            var token = Take();
            left = new Binary(token.At, token.Text, left, part());
        }

        if (IsOperator("**"))
            throw source.Error(Current.At, "the operator '**' is not implemented.");
        return left;
    }

    private Expression ParseUnary() => ParseFilters(ParseSigned());

    private Expression ParseSigned() => IsOperator("-") || IsOperator("+")
        ? Nested<Expression>(() => { var sign = Take(); return new Unary(sign.At, sign.Text, ParseSigned()); })
        : ParsePostfix(ParsePrimary());

    private Expression ParsePrimary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new Literal(token.At, token.Value);
            case TokenKind.String:
                var text = (MarkedText)token.Value!;
                while (Current.Kind == TokenKind.String) // neighbours are one string, as in Python
                    text = MarkedText.Join(text, (MarkedText)Take().Value!);
                return new Literal(token.At, text);
            case TokenKind.Name when !Reserved.Contains(token.Text):
                return token.Text switch
                {
                    "true" or "True" => new Literal(token.At, true),
                    "false" or "False" => new Literal(token.At, false),
                    "none" or "None" => new Literal(token.At, null),
                    _ => new Name(token.At, token.Text),
                };
            case TokenKind.Operator when token.Text == "(":
                return Nested(() => ParseParentheses(token.At));
            case TokenKind.Operator when token.Text == "[":
                return Nested<Expression>(() => new ListLiteral(token.At, Items("]", ParseExpression)));
            case TokenKind.Operator when token.Text == "{":
                return Nested<Expression>(() => new DictLiteral(token.At, Items("}", ParseEntry)));
            default:
                next--;
                throw Unexpected("a value");
        }
    }

    private Expression ParseParentheses(int at)
    {
        if (TakeOperator(")"))
            return new ListLiteral(at, []);
        var first = ParseExpression();
        if (TakeOperator(")"))
            return first;
        ExpectOperator(",");
        return new ListLiteral(at, [first, .. Items(")", ParseExpression)]);
    }

    private (Expression Key, Expression Value) ParseEntry()
    {
        var key = ParseExpression();
        ExpectOperator(":");
        return (key, ParseExpression());
    }

    private List<T> Items<T>(string close, Func<T> item)
    {
        var items = new List<T>();
        while (!TakeOperator(close))
        {
            items.Add(item());
            if (!IsOperator(close))
                ExpectOperator(",");
        }

        return items;
    }

    protected Expression ParsePostfix(Expression value)
    {
        while (Current.Kind == TokenKind.Operator && Current.Text is "." or "[" or "(")
        {
            var token = Take();
            value = token.Text switch
            {
                "(" => new Call(token.At, value, Nested(ParseArguments)),
                "[" => Nested(() => ParseSubscript(token.At, value)),
                _ when Current is { Kind: TokenKind.Number, Value: long } => new Item(token.At, value, new Literal(Current.At, Take().Value)),
                _ => new Member(Current.At, value, ExpectName("the name of a member")),
            };
        }

        return value;
    }

    private Expression ParseSubscript(int at, Expression value)
    {
        Expression? start = IsOperator(":") ? null : ParseExpression();
        if (TakeOperator("]"))
            return new Item(at, value, start!);
        ExpectOperator(":");
        Expression? stop = IsOperator(":") || IsOperator("]") ? null : ParseExpression();
        Expression? step = TakeOperator(":") && !IsOperator("]") ? ParseExpression() : null;
        ExpectOperator("]");
        return new Slice(at, value, start, stop, step);
    }

    private Arguments ParseArguments()
    {
        var (placed, named) = (new List<Expression>(), new List<(string, Expression)>());
        while (!TakeOperator(")"))
        {
            if (IsOperator("*") || IsOperator("**"))
                throw source.Error(Current.At, $"arguments unpacked with '{Current.Text}' are not implemented.");
            if (Current.Kind == TokenKind.Name && tokens[next + 1] is { Kind: TokenKind.Operator, Text: "=" })
            {
                string name = Take().Text;
                Take();
                named.Add((name, ParseExpression()));
            }
            else if (named.Count > 0)
            {
                throw source.Error(Current.At, "an argument without a name stands after one with a name.");
            }
            else
            {
                placed.Add(ParseExpression());
            }

            if (!IsOperator(")"))
                ExpectOperator(",");
        }

        return new(placed, named);
    }

    private Expression ParseFilters(Expression value)
    {
        while (true)
        {
            if (TakeOperator("|"))
            {
                int at = Current.At;
                string filter = ExpectName("the name of a filter");
                if (!Filters.Names.Contains(filter))
                    throw source.Error(at, $"the filter '{filter}' is not implemented; these are: {string.Join(", ", Filters.Names.Order(StringComparer.Ordinal))}.");
                value = new Filtered(at, value, filter, TakeOperator("(") ? Nested(ParseArguments) : Arguments.None);
            }
            else if (IsName("is"))
            {
                Take();
                value = ParseTest(value);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseTest(Expression value)
    {
        bool negated = TakeName("not");
        int at = Current.At;
        string test = ExpectName("the name of a test");
        if (!Tests.Names.Contains(test))
            throw source.Error(at, $"the test '{test}' is not implemented; these are: {string.Join(", ", Tests.Names.Order(StringComparer.Ordinal))}.");
        var with = Arguments.None;
        if (TakeOperator("("))
            with = Nested(ParseArguments);
        else if (Current.Kind is TokenKind.String or TokenKind.Number || IsOperator("[") || IsOperator("{") || (Current.Kind == TokenKind.Name && !Reserved.Contains(Current.Text)))
            with = new([ParsePostfix(ParsePrimary())], []);
        Expression tested = new Tested(at, value, test, with);
        return negated ? new Unary(at, "not", tested) : tested;
    }
}
