using System.Globalization;

namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The filters of "x | filter".</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, Passed, object?>> All = new(StringComparer.Ordinal)
    {
        ["abs"] = (x, _) => x switch { long number => (object)Math.Abs(number), double number => Math.Abs(number), _ => throw Unfit("abs", x) },
        ["capitalize"] = (x, _) => Text("capitalize", x) is var text ? text.Remade(PythonText.Capitalize(text.Text)) : null,
        ["count"] = (x, _) => Length(x),
        ["d"] = Default,
        ["default"] = Default,
        ["first"] = (x, _) => Items("first", x) is { Count: > 0 } items ? items[0] : new Undefined("the first item of nothing"),
        ["float"] = (x, _) => Values.AsNumber(x) ?? (x is MarkedText text && double.TryParse(text.Text, CultureInfo.InvariantCulture, out double number) ? number : 0.0),
        ["int"] = (x, _) => x is MarkedText text ? long.TryParse(text.Text, CultureInfo.InvariantCulture, out long number) ? number : 0L : (long)(Values.AsNumber(x) ?? 0),
        ["items"] = (x, _) => x is OrderedDictionary<string, object?> members ? Methods.ItemsOf(members) : x is Undefined ? new List<object?>() : throw Unfit("items", x),
        ["join"] = Join,
        ["last"] = (x, _) => Items("last", x) is { Count: > 0 } items ? items[^1] : new Undefined("the last item of nothing"),
        ["length"] = (x, _) => Length(x),
        ["list"] = (x, _) => Items("list", x),
        ["lower"] = (x, _) => Text("lower", x) is var text ? text.Remade(text.Text.ToLowerInvariant()) : null,
        ["map"] = Map,
        ["rejectattr"] = (x, with) => Select("rejectattr", x, with, wanted: false),
        ["replace"] = (x, with) => Methods.Replace(Text("replace", x), with.Get(0, "old"), with.Get(1, "new"), with.Integer(2, "count", -1)),
        ["reverse"] = (x, _) => x is MarkedText text ? Operations.Slice(text, null, null, -1) : Items("reverse", x).Reverse().ToList(),
        ["safe"] = (x, _) => x,
        ["selectattr"] = (x, with) => Select("selectattr", x, with, wanted: true),
        ["string"] = (x, _) => Values.ToText(x),
        ["title"] = (x, _) => Text("title", x) is var text ? text.Remade(PythonText.Title(text.Text)) : null,
        ["tojson"] = ToJson,
        ["trim"] = (x, with) => PythonText.Strip(Text("trim", x), with.Only("chars").TextOrNull(0, "chars"), left: true, right: true),
        ["upper"] = (x, _) => Text("upper", x) is var text ? text.Remade(text.Text.ToUpperInvariant()) : null,
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static object? Run(string name, object? value, Passed with) => All[name](value, with);

    /// <summary>What a loop goes over.</summary>
    public static IReadOnlyList<object?> Items(string who, object? value) => value switch
    {
        IReadOnlyList<object?> list => list,
        OrderedDictionary<string, object?> members => members.Keys.Select(key => (object?)MarkedText.Written(key)).ToList(),
        Undefined => [],
        MarkedText text => Operations.Characters(text),
        _ => throw Unfit(who, value),
    };

    private static object Length(object? value) => value switch
    {
        MarkedText text => PythonText.Length(text.Text),
        IReadOnlyList<object?> list => (long)list.Count,
        OrderedDictionary<string, object?> members => (long)members.Count,
        Undefined => 0L,
        _ => throw Unfit("length", value),
    };

    private static object? Default(object? value, Passed with)
    {
        with.Only("default_value", "boolean");
        bool missing = value is Undefined || (Values.IsTrue(with.Get(1, "boolean")) && !Values.IsTrue(value));
        return !missing ? value : with.Has(0, "default_value") ? with.Get(0, "default_value") : MarkedText.Empty;
    }

    private static object Join(object? value, Passed with)
    {
        with.Only("d", "attribute");
        var attribute = with.Has(1, "attribute") ? with.Get(1, "attribute") : null;
        var between = with.Has(0, "d") ? Values.ToText(with.Get(0, "d")) : MarkedText.Empty;
        var builder = new MarkedText.Builder();
        var items = Items("join", value);
        for (int i = 0; i < items.Count; i++)
        {
            var item = Values.ToText(attribute is null ? items[i] : Operations.Item(items[i], attribute));
            with.Budget.Spend((long)between.Length + item.Length);
            if (i > 0)
                builder.Append(between);
            builder.Append(item);
        }

        return builder.ToText();
    }

    private static List<object?> Map(object? value, Passed with)
    {
        var items = Items("map", value);
        if (with.Has(int.MaxValue, "attribute"))
        {
            with.Only("filter", "attribute", "default");
            var otherwise = with.Get(2, "default");
            return items.Select(item => Operations.Item(item, with.Get(1, "attribute")) is var found && found is Undefined && with.Has(2, "default") ? otherwise : found).ToList();
        }

        string filter = with.Text(0, "filter");
        if (!All.ContainsKey(filter))
            throw new InvalidDataException($"the filter '{filter}' is not implemented.");
        return items.Select(item => Run(filter, item, new(with.Placed.Skip(1).ToList(), with.Named, with.Budget))).ToList();
    }

    private static List<object?> Select(string who, object? value, Passed with, bool wanted)
    {
        var attribute = with.Get(0, "attr");
        string? test = with.TextOrNull(1, "test");
        test = test switch { "==" => "eq", "!=" => "ne", _ => test };
        if (test is not null && !Tests.Names.Contains(test))
            throw new InvalidDataException($"the test '{test}' is not implemented.");
        var rest = new Passed(with.Placed.Skip(2).ToList(), with.Named, with.Budget);
        return Items(who, value).Where(item => Passes(Operations.Item(item, attribute)) == wanted).ToList();

        bool Passes(object? found) => test is null ? Values.IsTrue(found) : Tests.Run(test, found, rest);
    }

    private static object ToJson(object? value, Passed with)
    {
        with.Only("indent", "ensure_ascii");
        if (Values.IsTrue(with.Get(1, "ensure_ascii")))
            throw new InvalidDataException("tojson with ensure_ascii is not implemented.");
        bool indented = with.Has(0, "indent") && with.Get(0, "indent") is not null;
        return Values.ToJson(value, indented ? (int)Math.Clamp(with.Integer(0, "indent", 0), 0, 16) : null);
    }

    private static MarkedText Text(string filter, object? value) => value switch
    {
        MarkedText text => text,
        Undefined or long or double or bool => Values.ToText(value),
        _ => throw Unfit(filter, value),
    };

    private static InvalidDataException Unfit(string filter, object? value) => new($"'{filter}' is given {Values.NameOf(value)}.");
}
