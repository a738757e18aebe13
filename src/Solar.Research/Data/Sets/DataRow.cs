using System.Globalization;
using System.Text.Json;
using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>One row of a data file, with the place where it stands.</summary>
/// <remarks>
/// Values are, whatever the format: text, <see cref="long"/> or <see cref="double"/>, <see cref="bool"/>, null, a list of values, or a
/// dictionary from names to values.
/// </remarks>
public sealed class DataRow
{
    private readonly IReadOnlyDictionary<string, object?> _members;
    private readonly bool _isLine;

    internal DataRow(string file, long number, bool isLine, IReadOnlyDictionary<string, object?> members) =>
        (File, Number, _isLine, _members) = (file, number, isLine, members);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line where the row starts, from 1; in Parquet, which has no lines, the row, from 1.</summary>
    public long Number { get; }

    /// <summary>File and line as an error names them.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{File}, {(_isLine ? "line" : "row")} {Number}");

    /// <summary>File name and line as an example carries them.</summary>
    public string Source => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(File)}:{Number}");

    /// <summary>Whether the row has this member.</summary>
    public bool Has(string member) => _members.ContainsKey(member);

    /// <summary>A text; a null in the file is an empty text.</summary>
    /// <exception cref="InvalidDataException">The member is missing or no text.</exception>
    public string Text(string member) => Value(member) switch
    {
        string text => text,
        null => "",
        var other => throw Wrong($"'{member}' has to be a text, found {Kind(other)}"),
    };

    /// <summary>A number, or null if the member is missing or null. In CSV, whose values are all texts, the number that the text says.</summary>
    /// <exception cref="InvalidDataException">It is no number.</exception>
    public double? NumberOrNull(string member) => _members.GetValueOrDefault(member) switch
    {
        null or "" => null,
        long whole => whole,
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var other => throw Wrong($"'{member}' has to be a number, found {Kind(other)}"),
    };

    /// <summary>A conversation: a list of objects with <c>role</c> and <c>content</c>, or such a list as JSON in a text, as CSV has it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public IReadOnlyList<ChatMessage> Messages(string member)
    {
        var value = Value(member);
        if (value is string text)
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                value = JsonRows.ValueOf(json.RootElement);
            }
            catch (JsonException wrong)
            {
                throw Wrong($"'{member}' has to be a list of messages, found a text that is no JSON: {wrong.Message}");
            }
        }

        return value is IReadOnlyList<object?> turns
            ? [.. turns.Select((turn, i) => Message(turn, $"{member}[{i}]"))]
            : throw Wrong($"'{member}' has to be a list of messages, found {Kind(value)}");
    }

    /// <summary>An error about this row, with its place.</summary>
    public InvalidDataException Wrong(string message) => new($"{Place}: {message}.");

    /// <summary>A member as it counts for the hash by which rows are drawn.</summary>
    internal string KeyText(string member) => Value(member) switch
    {
        null => "",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        var other => throw Wrong($"'{member}' has to be a text or a whole number, by which rows are drawn; found {Kind(other)}"),
    };

    private static string Kind(object? value) => value switch
    {
        null => "null",
        string => "a text",
        long or double => "a number",
        bool => "a truth value",
        IReadOnlyList<object?> => "a list",
        _ => "an object",
    };

    private object? Value(string member) => _members.TryGetValue(member, out var value)
        ? value
        : throw Wrong($"expected a member '{member}', found {string.Join(", ", _members.Keys)}");

    private ChatMessage Message(object? turn, string place) =>
        turn is IReadOnlyDictionary<string, object?> members && members.GetValueOrDefault("role") is string role && members.GetValueOrDefault("content") is string content
            ? new(role, content) { Input = members.GetValueOrDefault("input") as string }
            : throw Wrong($"'{place}' has to be an object with the texts 'role' and 'content', found {Kind(turn)}");
}
