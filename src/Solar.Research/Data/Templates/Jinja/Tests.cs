namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The tests of "x is test".</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, Passed, bool>> All = new(StringComparer.Ordinal)
    {
        ["boolean"] = (x, _) => x is bool,
        ["callable"] = (x, _) => x is Callable,
        ["defined"] = (x, _) => x is not Undefined,
        ["divisibleby"] = (x, with) => x is long number && with.Integer(0, "num", 0) is var by and not 0 && number % by == 0,
        ["eq"] = (x, with) => Values.AreEqual(x, with.Get(0, "other"), with.Budget),
        ["equalto"] = (x, with) => Values.AreEqual(x, with.Get(0, "other"), with.Budget),
        ["even"] = (x, _) => x is long number && number % 2 == 0,
        ["false"] = (x, _) => x is false,
        ["float"] = (x, _) => x is double,
        ["in"] = (x, with) => Operations.Contains(with.Get(0, "seq"), x, with.Budget),
        ["integer"] = (x, _) => x is long,
        ["iterable"] = (x, _) => x is MarkedText or IReadOnlyList<object?> or OrderedDictionary<string, object?> or Undefined,
        ["mapping"] = (x, _) => x is OrderedDictionary<string, object?>,
        ["ne"] = (x, with) => !Values.AreEqual(x, with.Get(0, "other"), with.Budget),
        ["none"] = (x, _) => x is null,
        ["number"] = (x, _) => x is long or double or bool,
        ["odd"] = (x, _) => x is long number && number % 2 != 0,
        ["sequence"] = (x, _) => x is MarkedText or IReadOnlyList<object?> or OrderedDictionary<string, object?> or Undefined,
        ["string"] = (x, _) => x is MarkedText,
        ["true"] = (x, _) => x is true,
        ["undefined"] = (x, _) => x is Undefined,
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static bool Run(string name, object? value, Passed with) => All[name](value, with);
}
