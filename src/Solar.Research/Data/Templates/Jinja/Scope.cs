namespace Solar.Research.Data.Templates.Jinja;

/// <summary>The variables of a template, a loop's turn or a macro's call; what is set inside is gone outside.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, object?> variables = new(StringComparer.Ordinal);

    public void Set(string name, object? value) => variables[name] = value;

    public object? Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.variables.TryGetValue(name, out var value))
                return value;
        }

        return new Undefined($"'{name}'");
    }

    private Scope? Outer => outer;
}
