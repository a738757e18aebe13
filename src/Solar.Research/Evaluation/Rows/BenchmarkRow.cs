using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Solar.Research.Evaluation.Rows;

/// <summary>One row of a benchmark's file, whatever the file's format: names, and texts, numbers, lists or further rows.</summary>
/// <param name="values">The members, in the file's order.</param>
/// <param name="source">The file.</param>
/// <param name="place">Where in it, such as <c>line 3</c>.</param>
internal sealed class BenchmarkRow(IReadOnlyDictionary<string, object?> values, string source, string place)
{
    /// <summary>Whether the row has a value of that name.</summary>
    public bool Has(string name) => values.TryGetValue(name, out var value) && value is not null;

    /// <summary>A text.</summary>
    public string Text(string name) => Value(name) switch
    {
        string text => text,
        null => throw Wrong($"a text in '{name}', found nothing"),
        IFormattable number and not IEnumerable => number.ToString(null, CultureInfo.InvariantCulture),
        var other => throw Wrong($"a text in '{name}', found {Shown(other)}"),
    };

    /// <summary>A whole number, which may be written as a text.</summary>
    public int Number(string name)
    {
        var value = Value(name);
        return value switch
        {
            string text when int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) => parsed,
            double broken when !double.IsInteger(broken) => throw Wrong($"a whole number in '{name}', found {Shown(value)}"),
            IConvertible and not string => (int)Convert.ToInt64(value, CultureInfo.InvariantCulture),
            _ => throw Wrong($"a whole number in '{name}', found {Shown(value)}"),
        };
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(item => item as string
        ?? throw Wrong($"texts in '{name}', found {Shown(item)} among them"))];

    /// <summary>A list of whole numbers.</summary>
    public IReadOnlyList<int> Numbers(string name) => [.. List(name).Select(item => item is IConvertible and not string
        ? Convert.ToInt32(item, CultureInfo.InvariantCulture)
        : throw Wrong($"numbers in '{name}', found {Shown(item)} among them"))];

    /// <summary>A row within the row.</summary>
    public BenchmarkRow Row(string name) => AsRow(Parsed(Value(name)), name);

    /// <summary>Rows within the row.</summary>
    public IReadOnlyList<BenchmarkRow> Rows(string name) => [.. List(name).Select(item => AsRow(item, name))];

    /// <summary>The names and values, for rows that are a map.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Pairs => values;

    /// <summary>Whether the value is a row itself.</summary>
    public bool IsRow(string name) => values.TryGetValue(name, out var value) && Parsed(value) is IReadOnlyDictionary<string, object?>;

    /// <summary>The error that names file and line.</summary>
    public InvalidDataException Wrong(string expected) => new($"{source}, {place}: expected {expected}.");

    private object? Value(string name) => values.TryGetValue(name, out var value)
        ? value
        : throw Wrong($"a member '{name}', found {(values.Count == 0 ? "none at all" : string.Join(", ", values.Keys.Select(key => $"'{key}'")))}");

    private IReadOnlyList<object?> List(string name) => Parsed(Value(name)) is IReadOnlyList<object?> list
        ? list
        : throw Wrong($"a list in '{name}', found {Shown(Value(name))}");

    private BenchmarkRow AsRow(object? value, string name) => value is IReadOnlyDictionary<string, object?> members
        ? new BenchmarkRow(members, source, place)
        : throw Wrong($"an object in '{name}', found {Shown(value)}");

    // A cell of a CSV file holds lists and objects as JSON.
    private object? Parsed(object? value)
    {
        if (value is not string text || text.TrimStart() is not ['[' or '{', ..])
            return value;
        try
        {
            using var json = JsonDocument.Parse(text);
            return RowReader.ToValue(json.RootElement);
        }
        catch (JsonException wrong)
        {
            throw Wrong($"JSON in a cell that begins with '{text.TrimStart()[0]}' ({wrong.Message.TrimEnd('.')})");
        }
    }

    private static string Shown(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{(text.Length > 40 ? text[..40] + "…" : text)}'",
        IReadOnlyDictionary<string, object?> => "an object",
        IReadOnlyList<object?> list => $"a list of {list.Count}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "nothing",
    };
}
