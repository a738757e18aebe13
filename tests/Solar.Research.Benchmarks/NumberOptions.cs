using System.Globalization;

namespace Solar.Research.Benchmarks;

/// <summary>Options such as <c>--rounds 5</c>.</summary>
internal sealed class NumberOptions
{
    private readonly Dictionary<string, int> _values = [];

    private NumberOptions()
    {
    }

    /// <summary>What was given; null where it was not.</summary>
    public int? this[string name] => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>Reads the rest of a command line; null where it is not made of these names and whole numbers above zero.</summary>
    public static NumberOptions? Of(IReadOnlyList<string> rest, params ReadOnlySpan<string> names)
    {
        var options = new NumberOptions();
        for (var i = 0; i < rest.Count; i += 2)
        {
            if (!names.Contains(rest[i]) || i + 1 == rest.Count || !int.TryParse(rest[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value == 0)
                return null;
            options._values[rest[i]] = value;
        }

        return options;
    }
}
