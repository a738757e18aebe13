using System.Globalization;
using System.Text;

namespace Solar.Research.Data.Templates.Jinja;

/// <summary>What a name or a member stands for that is not there.</summary>
internal sealed record Undefined(string What);

/// <summary>namespace(…): the one thing that a template may change from within a loop.</summary>
internal sealed class Namespace(OrderedDictionary<string, object?> members)
{
    public OrderedDictionary<string, object?> Members { get; } = members;
}

/// <summary>A function, a macro or a method.</summary>
internal sealed record Callable(string Name, Func<Passed, object?> Run);

/// <summary>The rules of Python's values: none, bool, long, double, MarkedText, lists, dictionaries with texts as keys.</summary>
internal static class Values
{
    private const int Deepest = 32;
    private const int LongestJson = 1 << 24;

    public static string NameOf(object? value) => value switch
    {
        null => "none",
        Undefined undefined => $"{undefined.What}, which is undefined",
        bool => "a boolean",
        long => "an integer",
        double => "a float",
        MarkedText => "a string",
        IReadOnlyList<object?> => "a list",
        OrderedDictionary<string, object?> => "a dictionary",
        Namespace => "a namespace",
        Callable callable => $"the function '{callable.Name}'",
        _ => value.GetType().Name,
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool truth => truth,
        long number => number != 0,
        double number => number != 0,
        MarkedText text => text.Length > 0,
        IReadOnlyList<object?> list => list.Count > 0,
        OrderedDictionary<string, object?> members => members.Count > 0,
        _ => true,
    };

    public static bool AreEqual(object? left, object? right, Budget budget, int depth = 0)
    {
        if (depth > Deepest)
            throw new InvalidDataException($"values nested more than {Deepest} deep are compared.");
        budget.Spend(left is MarkedText text ? 1 + (text.Length / 8) : 64); // a list that holds another twice, and so on, is short to write and long to compare
        return (left, right) switch
        {
            (MarkedText a, MarkedText b) => a.Text == b.Text,
            (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second, budget, depth + 1)),
            (OrderedDictionary<string, object?> a, OrderedDictionary<string, object?> b) =>
                a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other, budget, depth + 1)),
            (Undefined, Undefined) => true,
            _ when AsNumber(left) is { } a && AsNumber(right) is { } b => a.Equals(b),
            _ => Equals(left, right),
        };
    }

    /// <summary>A bool is a number too, as in Python.</summary>
    public static double? AsNumber(object? value) => value switch { bool truth => truth ? 1 : 0, long number => number, double number => number, _ => null };

    /// <summary>What an output writes: str of the value.</summary>
    public static MarkedText ToText(object? value) => value switch
    {
        MarkedText text => text,
        Undefined => MarkedText.Empty,
        null => MarkedText.Written("None"),
        bool truth => MarkedText.Written(truth ? "True" : "False"),
        long number => MarkedText.Written(number.ToString(CultureInfo.InvariantCulture)),
        double number => MarkedText.Written(PythonText.Float(number)),
        _ => throw new InvalidDataException($"writing {NameOf(value)} as text is not implemented; a template says 'tojson' or 'join'."),
    };

    /// <summary>json.dumps(value, ensure_ascii=False, indent=indent): what transformers' tojson is.</summary>
    /// <remarks>All of it is spoken if any text in it is.</remarks>
    public static MarkedText ToJson(object? value, int? indent)
    {
        var text = new StringBuilder();
        bool spoken = false;
        Write(value, 0);
        return spoken ? MarkedText.Said(text.ToString()) : MarkedText.Written(text.ToString());

        void Write(object? part, int depth)
        {
            if (depth > Deepest || text.Length > LongestJson)
                throw new InvalidDataException($"values nested more than {Deepest} deep, or of more than {LongestJson} characters, are not written as JSON.");
            switch (part)
            {
                case null:
                    text.Append("null");
                    break;
                case bool truth:
                    text.Append(truth ? "true" : "false");
                    break;
                case MarkedText content:
                    spoken |= content.Spoken.Count > 0;
                    WriteText(content.Text);
                    break;
                case long or double:
                    text.Append(ToText(part).Text);
                    break;
                case IReadOnlyList<object?> list:
                    WriteAll('[', ']', list, depth, item => Write(item, depth + 1));
                    break;
                case OrderedDictionary<string, object?> members:
                    WriteAll('{', '}', members.ToList(), depth, entry =>
                    {
                        WriteText(entry.Key);
                        text.Append(": ");
                        Write(entry.Value, depth + 1);
                    });
                    break;
                default:
                    throw new InvalidDataException($"{NameOf(part)} cannot be written as JSON.");
            }
        }

        void WriteAll<T>(char open, char close, IReadOnlyList<T> items, int depth, Action<T> write)
        {
            text.Append(open);
            for (int i = 0; i < items.Count; i++)
            {
                text.Append(i == 0 ? "" : indent is null ? ", " : ",");
                NewLine(depth + 1);
                write(items[i]);
            }

            if (items.Count > 0)
                NewLine(depth);
            text.Append(close);
        }

        void NewLine(int depth)
        {
            if (indent is { } width)
                text.Append('\n').Append(' ', width * depth);
        }

        void WriteText(string content)
        {
            text.Append('"');
            foreach (char c in content)
            {
                _ = c switch
                {
                    '"' or '\\' => text.Append('\\').Append(c),
                    '\n' => text.Append("\\n"),
                    '\r' => text.Append("\\r"),
                    '\t' => text.Append("\\t"),
                    '\b' => text.Append("\\b"),
                    '\f' => text.Append("\\f"),
                    < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => text.Append(c),
                };
            }

            text.Append('"');
        }
    }
}
