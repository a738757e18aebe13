namespace Solar.Research.Data.Templates.Jinja;

/// <summary>Reads a template: text, outputs and statements.</summary>
internal sealed class TemplateParser(TemplateSource source, IReadOnlyList<Token> tokens) : ExpressionParser(source, tokens)
{
    private static readonly string[] Statements = ["break", "continue", "for", "generation", "if", "macro", "set"];

    private int loops;

    public static IReadOnlyList<Statement> Parse(TemplateSource source)
    {
        var parser = new TemplateParser(source, Lexer.Read(source));
        var body = parser.ParseUntil();
        if (parser.Current.Kind != TokenKind.End)
            throw parser.Unexpected("a statement or the end of the template");
        return body;
    }

    // The statements before one of these words, whose tag is then open, or before the end of the template.
    private List<Statement> ParseUntil(params string[] ends) => Nested(() =>
    {
        var body = new List<Statement>();
        while (Current.Kind != TokenKind.End)
        {
            var token = Take();
            switch (token.Kind)
            {
                case TokenKind.Text:
                    body.Add(new Text(token.At, token.Text));
                    break;
                case TokenKind.OutputStart:
                    body.Add(new Output(token.At, ParseExpression()));
                    Expect(TokenKind.OutputEnd, "}}");
                    break;
                default:
                    if (Current.Kind == TokenKind.Name && ends.Contains(Current.Text))
                        return body;
                    body.Add(ParseStatement(token.At));
                    break;
            }
        }

        if (ends.Length > 0)
            throw Unexpected($"'{{% {ends[^1]} %}}'");
        return body;
    });

    private Statement ParseStatement(int at)
    {
        string word = Current.Text;
        if (Current.Kind != TokenKind.Name || !Statements.Contains(word))
        {
            throw Source.Error(Current.At, word.StartsWith("end", StringComparison.Ordinal) || word is "else" or "elif"
                ? $"'{word}' ends nothing that is open here."
                : $"the statement '{word}' is not implemented; these are: {string.Join(", ", Statements)}.");
        }

        Take();
        return word switch
        {
            "if" => ParseIf(at),
            "for" => ParseFor(at),
            "set" => ParseSet(at),
            "macro" => ParseMacro(at),
            "generation" => new Plain(at, Body("endgeneration")),
            _ when loops == 0 => throw Source.Error(at, $"'{word}' stands in no loop."),
            "break" => Closed(new Break(at)),
            _ => Closed(new Continue(at)),
        };
    }

    private If ParseIf(int at)
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        do
        {
            var condition = ParseExpression();
            EndTag();
            branches.Add((condition, ParseUntil("elif", "else", "endif")));
        }
        while (TakeName("elif"));

        return new(at, branches, TakeName("else") ? Body("endif") : Ended("endif"));
    }

    private For ParseFor(int at)
    {
        var target = ParseTarget();
        if (!TakeName("in"))
            throw Unexpected("'in'");
        var over = ParseOr();
        var where = TakeName("if") ? ParseExpression() : null;
        if (IsName("recursive"))
            throw Source.Error(Current.At, "a recursive loop is not implemented.");
        EndTag();
        loops++;
        var body = ParseUntil("else", "endfor");
        loops--;
        return new(at, target, over, where, body, TakeName("else") ? Body("endfor") : Ended("endfor"));
    }

    private Statement ParseSet(int at)
    {
        var target = ParseTarget();
        if (TakeOperator("="))
        {
            var value = ParseExpression();
            if (IsOperator(","))
            {
                var items = new List<Expression> { value };
                while (TakeOperator(","))
                    items.Add(ParseExpression());
                value = new ListLiteral(value.At, items);
            }

            return Closed(new Set(at, target, value));
        }

        if (IsOperator("|"))
            throw Source.Error(Current.At, "a block that is set through a filter is not implemented.");
        return new SetBlock(at, target, Body("endset"));
    }

    private Macro ParseMacro(int at)
    {
        string name = ExpectName("the name of a macro");
        var parameters = new List<(string, Expression?)>();
        ExpectOperator("(");
        while (!TakeOperator(")"))
        {
            string parameter = ExpectName("the name of a parameter");
            parameters.Add((parameter, TakeOperator("=") ? ParseExpression() : null));
            if (!IsOperator(")"))
                ExpectOperator(",");
        }

        int outer = loops;
        loops = 0; // a macro's body cannot break the loop around it
        var body = Body("endmacro");
        loops = outer;
        return new(at, name, parameters, body);
    }

    // name, name.member or name, name, …
    private Expression ParseTarget()
    {
        int at = Current.At;
        var first = OneTarget();
        if (!IsOperator(","))
            return first;
        var names = new List<Expression> { first };
        while (TakeOperator(","))
            names.Add(OneTarget());
        return new ListLiteral(at, names);
    }

    private Expression OneTarget()
    {
        if (TakeOperator("("))
        {
            var inner = Nested(ParseTarget);
            ExpectOperator(")");
            return inner;
        }

        var name = new Name(Current.At, ExpectName("the name of a variable"));
        return TakeOperator(".") ? new Member(Current.At, name, ExpectName("the name of a member")) : name;
    }

    private List<Statement> Body(string end)
    {
        EndTag();
        var body = ParseUntil(end);
        Ended(end);
        return body;
    }

    private List<Statement> Ended(string end)
    {
        if (!TakeName(end))
            throw Unexpected($"'{end}'");
        if (end == "endmacro" && Current.Kind == TokenKind.Name)
            Take(); // may repeat the macro's name
        EndTag();
        return [];
    }

    private T Closed<T>(T statement)
    {
        EndTag();
        return statement;
    }

    private void EndTag() => Expect(TokenKind.StatementEnd, "%}");

    private void Expect(TokenKind kind, string text)
    {
        if (Current.Kind != kind)
            throw Unexpected($"'{text}'");
        Take();
    }
}
