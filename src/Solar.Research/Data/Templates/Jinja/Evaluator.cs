namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The value of an expression.</summary>
internal sealed class Evaluator(TemplateSource source, Budget budget)
{
    public object? Evaluate(Expression expression, Scope scope)
    {
        budget.Enter(expression.At);
        try
        {
            return ValueOf(expression, scope);
        }
        catch (InvalidDataException problem) when (!problem.Message.StartsWith(source.Name, StringComparison.Ordinal))
        {
            throw source.Error(expression.At, problem.Message);
        }
        finally
        {
            budget.Leave();
        }
    }

    private object? ValueOf(Expression expression, Scope scope)
    {
        switch (expression)
        {
            case Literal literal:
                return literal.Value;
            case Name name:
                return scope.Get(name.Id);
            case ListLiteral list:
                return list.Items.Select(item => Evaluate(item, scope)).ToList();
            case DictLiteral literal:
                return Dictionary(literal, scope);
            case Choice choice:
                return Values.IsTrue(Evaluate(choice.Condition, scope)) ? Evaluate(choice.Then, scope)
                    : choice.Otherwise is { } otherwise ? Evaluate(otherwise, scope) : new Undefined("a choice without 'else'");
            case Unary { Operator: "not" } unary:
                return !Values.IsTrue(Evaluate(unary.Of, scope));
            case Unary unary:
                return Signed(unary.Operator, Evaluate(unary.Of, scope));
            case Binary { Operator: "and" or "or" } binary:
                var first = Evaluate(binary.Left, scope);
                return Values.IsTrue(first) == (binary.Operator == "or") ? first : Evaluate(binary.Right, scope);
            case Binary binary:
                var (left, right) = (Evaluate(binary.Left, scope), Evaluate(binary.Right, scope));
                budget.Spend(binary.At, Operations.Cost(binary.Operator, left, right));
                return Operations.Apply(binary.Operator, left, right, budget);
            case Member member:
                return MemberOf(Evaluate(member.Of, scope), member.Id);
            case Item item:
                var (owner, key) = (Evaluate(item.Of, scope), Evaluate(item.Key, scope));
                budget.Spend(item.At, owner is MarkedText ? Operations.SizeOf(owner) : 1);
                return Operations.Item(owner, key);
            case Slice slice:
                var sliced = Evaluate(slice.Of, scope);
                budget.Spend(slice.At, Operations.SizeOf(sliced));
                return Operations.Slice(sliced, Place(slice.Start, scope), Place(slice.Stop, scope), Place(slice.Step, scope) ?? 1);
            case Call call:
                return CallOf(call, scope);
            case Filtered filtered:
                var (input, with) = (Evaluate(filtered.Of, scope), Pass(filtered.With, scope));
                return Charged(filtered.At, filtered.Filter, input, with, () => Filters.Run(filtered.Filter, input, with));
            case Tested tested:
                var value = Evaluate(tested.Of, scope);
                return Tests.Run(tested.Test, value, Pass(tested.With, scope));
            default:
                throw new System.Diagnostics.UnreachableException(expression.GetType().Name);
        }
    }

    private OrderedDictionary<string, object?> Dictionary(DictLiteral literal, Scope scope)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in literal.Entries)
        {
            if (Evaluate(key, scope) is not MarkedText { Spoken.Count: 0 } name)
                throw source.Error(key.At, "a key must be a string that the template itself writes.");
            members[name.Text] = Evaluate(value, scope);
        }

        return members;
    }

    // An attribute: a member of a dictionary, else a method of the value.
    private static object? MemberOf(object? value, string id)
    {
        if (value is Undefined undefined)
            throw new InvalidDataException($"{undefined.What} is undefined, and its member '{id}' is asked for.");
        if (value is OrderedDictionary<string, object?> members && members.TryGetValue(id, out var member))
            return member;
        if (value is Namespace space)
            return space.Members.TryGetValue(id, out var content) ? content : new Undefined($"the member '{id}'");
        return (object?)Methods.Of(value, id) ?? new Undefined($"the member '{id}' of {Values.NameOf(value)}");
    }

    private object? CallOf(Call call, Scope scope)
    {
        var member = call.Of as Member;
        var owner = member is null ? null : Evaluate(member.Of, scope);
        var of = member is null ? Evaluate(call.Of, scope) : MemberOf(owner, member.Id);
        if (of is Callable callable)
        {
            var with = Pass(call.With, scope);
            return Charged(call.At, callable.Name, owner, with, () => callable.Run(with));
        }

        if (member is not null)
            throw source.Error(member.At, $"{Values.NameOf(owner)} has no method '{member.Id}' that is implemented; these are: {string.Join(", ", Methods.NamesOf(owner))}.");
        throw source.Error(call.Of.At, $"{(call.Of is Name { Id: var name } ? $"the function '{name}'" : Values.NameOf(of))} is not implemented; "
            + "these are: namespace, raise_exception, range.");
    }

    // What filters and methods cost: what they read, what they may write at most, and what they wrote.
    private object? Charged(int at, string name, object? input, Passed with, Func<object?> run)
    {
        long size = Operations.SizeOf(input);
        long longest = with.Placed.Concat(with.Named.Values).Select(Operations.SizeOf).DefaultIfEmpty(1).Max();
        budget.Spend(at, name is "replace" or "strip" or "lstrip" or "rstrip" or "trim" ? size * longest : size + (size * longest / 32));
        var result = run();
        budget.Spend(at, Operations.SizeOf(result));
        return result;
    }

    private Passed Pass(Arguments arguments, Scope scope)
    {
        if (arguments == Arguments.None)
            return new([], Passed.NoNames, budget);
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments.Named)
        {
            if (!named.TryAdd(name, Evaluate(value, scope)))
                throw source.Error(value.At, $"the argument '{name}' is given twice.");
        }

        return new(arguments.Placed.Select(value => Evaluate(value, scope)).ToList(), named, budget);
    }

    private long? Place(Expression? expression, Scope scope) => expression is null ? null : Evaluate(expression, scope) switch
    {
        null => null,
        long number => number,
        var other => throw source.Error(expression.At, $"a slice is given {Values.NameOf(other)}, not an integer."),
    };

    private static object Signed(string sign, object? value) => value switch
    {
        long number => (object)(sign == "-" ? -number : number),
        double number => sign == "-" ? -number : number,
        _ => throw new InvalidDataException($"'{sign}' stands before {Values.NameOf(value)}."),
    };
}
