namespace Solar.Research.Data.Templates.Jinja;

/// <summary>Runs the statements of a template once.</summary>
internal sealed class Renderer
{
    private enum Flow
    {
        On,
        Break,
        Continue,
    }

    private const long LongestRange = 100_000;

    private readonly TemplateSource source;
    private readonly Budget budget;
    private readonly Evaluator evaluator;

    public Renderer(TemplateSource source)
    {
        this.source = source;
        budget = new(source);
        evaluator = new(source, budget);
    }

    public MarkedText Render(IReadOnlyList<Statement> template, IEnumerable<KeyValuePair<string, object?>> variables)
    {
        var globals = new Scope();
        globals.Set("namespace", new Callable("namespace", with => new Namespace(new(with.Named, StringComparer.Ordinal))));
        globals.Set("range", new Callable("range", Range));
        globals.Set("raise_exception", new Callable("raise_exception", with => throw new InvalidDataException($"the template refuses this conversation: {with.Text(0, "message")}")));
        foreach (var (name, value) in variables)
            globals.Set(name, value);
        var output = new MarkedText.Builder();
        Run(template, new Scope(globals), output);
        return output.ToText();
    }

    private Flow Run(IReadOnlyList<Statement> statements, Scope scope, MarkedText.Builder output)
    {
        foreach (var statement in statements)
        {
            budget.Enter(statement.At);
            var flow = Run(statement, scope, output);
            budget.Leave();
            if (flow != Flow.On)
                return flow;
        }

        return Flow.On;
    }

    private Flow Run(Statement statement, Scope scope, MarkedText.Builder output)
    {
        switch (statement)
        {
            case Text text:
                Write(statement.At, MarkedText.Written(text.Content), output);
                return Flow.On;
            case Output { Value: var value }:
                Write(statement.At, TextOf(value, scope), output);
                return Flow.On;
            case Set set:
                Assign(set.Target, evaluator.Evaluate(set.Value, scope), scope);
                return Flow.On;
            case SetBlock set:
                Assign(set.Target, Captured(set.Body, new Scope(scope)), scope);
                return Flow.On;
            case If branches:
                foreach (var (condition, body) in branches.Branches)
                {
                    if (Values.IsTrue(evaluator.Evaluate(condition, scope)))
                        return Run(body, scope, output);
                }

                return Run(branches.Otherwise, scope, output);
            case For loop:
                return RunLoop(loop, scope, output);
            case Macro macro:
                scope.Set(macro.Id, new Callable(macro.Id, with => Call(macro, with, scope)));
                return Flow.On;
            case Plain plain:
                return Run(plain.Body, scope, output);
            default:
                return statement is Break ? Flow.Break : Flow.Continue;
        }
    }

    private Flow RunLoop(For loop, Scope scope, MarkedText.Builder output)
    {
        var over = evaluator.Evaluate(loop.Over, scope);
        budget.Spend(loop.At, Operations.SizeOf(over));
        IReadOnlyList<object?> items;
        try
        {
            items = Filters.Items("for", over);
        }
        catch (InvalidDataException problem)
        {
            throw source.Error(loop.Over.At, problem.Message);
        }

        if (loop.Where is { } where)
        {
            items = items.Where(item =>
            {
                var turn = new Scope(scope);
                Assign(loop.Target, item, turn);
                return Values.IsTrue(evaluator.Evaluate(where, turn));
            }).ToList();
        }

        for (int i = 0; i < items.Count; i++)
        {
            budget.Spend(loop.At);
            var turn = new Scope(scope);
            Assign(loop.Target, items[i], turn);
            turn.Set("loop", Loop(items, i));
            if (Run(loop.Body, turn, output) == Flow.Break)
                break;
        }

        return items.Count == 0 ? Run(loop.Otherwise, scope, output) : Flow.On;
    }

    private static OrderedDictionary<string, object?> Loop(IReadOnlyList<object?> items, int i) => new(StringComparer.Ordinal)
    {
        ["index"] = i + 1L,
        ["index0"] = (long)i,
        ["revindex"] = (long)items.Count - i,
        ["revindex0"] = items.Count - i - 1L,
        ["first"] = i == 0,
        ["last"] = i == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = i > 0 ? items[i - 1] : new Undefined("loop.previtem of the first"),
        ["nextitem"] = i < items.Count - 1 ? items[i + 1] : new Undefined("loop.nextitem of the last"),
    };

    // A macro sees what is around its definition, not what is around its call.
    private MarkedText Call(Macro macro, Passed with, Scope definition)
    {
        var names = macro.Parameters.Select(parameter => parameter.Name).ToArray();
        with.Only(names);
        var scope = new Scope(definition);
        for (int i = 0; i < names.Length; i++)
        {
            scope.Set(names[i], with.Has(i, names[i]) ? with.Get(i, names[i])
                : macro.Parameters[i].Default is { } value ? evaluator.Evaluate(value, scope) : new Undefined($"'{names[i]}'"));
        }

        return Captured(macro.Body, scope);
    }

    private MarkedText Captured(IReadOnlyList<Statement> body, Scope scope)
    {
        var output = new MarkedText.Builder();
        Run(body, scope, output);
        return output.ToText();
    }

    private void Assign(Expression target, object? value, Scope scope)
    {
        switch (target)
        {
            case Name name:
                scope.Set(name.Id, value);
                break;
            case Member { Of: Name { Id: var owner }, Id: var member }:
                if (scope.Get(owner) is not Namespace space)
                    throw source.Error(target.At, $"'{owner}' is {Values.NameOf(scope.Get(owner))}; only a namespace has members that can be set.");
                if (value is Namespace)
                    throw source.Error(target.At, "a namespace cannot hold a namespace.");
                space.Members[member] = value;
                break;
            case ListLiteral { Items: var targets }:
                if (value is not IReadOnlyList<object?> values || values.Count != targets.Count)
                    throw source.Error(target.At, $"{targets.Count} names are set to {Values.NameOf(value)}{(value is IReadOnlyList<object?> { Count: var n } ? $" of {n}" : "")}.");
                for (int i = 0; i < targets.Count; i++)
                    Assign(targets[i], values[i], scope);
                break;
        }
    }

    private MarkedText TextOf(Expression expression, Scope scope)
    {
        var value = evaluator.Evaluate(expression, scope);
        try
        {
            return Values.ToText(value);
        }
        catch (InvalidDataException problem)
        {
            throw source.Error(expression.At, problem.Message);
        }
    }

    private void Write(int at, MarkedText text, MarkedText.Builder output)
    {
        budget.Spend(at, text.Length);
        output.Append(text);
    }

    private static List<object?> Range(Passed with)
    {
        with.Only("start", "stop", "step");
        bool alone = with.Placed.Count == 1;
        var (start, stop, step) = (alone ? 0 : with.Integer(0, "start", 0), with.Integer(alone ? 0 : 1, "stop", 0), with.Integer(2, "step", 1));
        if (step == 0)
            throw new InvalidDataException("a range with step 0.");
        var numbers = new List<object?>();
        for (long i = start; step > 0 ? i < stop : i > stop; i = checked(i + step))
        {
            if (numbers.Count == LongestRange)
                throw new InvalidDataException($"a range of more than {LongestRange} numbers.");
            numbers.Add(i);
        }

        return numbers;
    }
}
