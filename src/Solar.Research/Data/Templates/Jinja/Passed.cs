namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The arguments of one call, evaluated.</summary>
internal sealed record Passed(IReadOnlyList<object?> Placed, IReadOnlyDictionary<string, object?> Named, Budget Budget)
{
    public static IReadOnlyDictionary<string, object?> NoNames { get; } = new Dictionary<string, object?>();

    /// <summary>Refuses more arguments than a function has, and names that it does not have.</summary>
    public Passed Only(params string[] names)
    {
        if (Placed.Count > names.Length)
            throw new InvalidDataException($"{Placed.Count} arguments are given, and at most {names.Length} are taken.");
        if (Named.Keys.FirstOrDefault(name => !names.Skip(Placed.Count).Contains(name)) is { } unknown)
            throw new InvalidDataException($"the argument '{unknown}' is not implemented.");
        return this;
    }

    public bool Has(int index, string name) => index < Placed.Count || Named.ContainsKey(name);

    /// <summary>The argument at a place, or of a name; Undefined where there is none.</summary>
    public object? Get(int index, string name) =>
        index < Placed.Count ? Placed[index] : Named.TryGetValue(name, out var value) ? value : new Undefined($"the argument '{name}'");

    public string? TextOrNull(int index, string name) => Has(index, name) && Get(index, name) is { } value ? Text(value, name) : null;

    public string Text(int index, string name) => Text(Get(index, name), name);

    public long Integer(int index, string name, long otherwise) =>
        !Has(index, name) ? otherwise : Get(index, name) is long number ? number : throw new InvalidDataException($"'{name}' must be an integer, not {Values.NameOf(Get(index, name))}.");

    private static string Text(object? value, string name) =>
        value is MarkedText text ? text.Text : throw new InvalidDataException($"'{name}' must be a string, not {Values.NameOf(value)}.");
}
