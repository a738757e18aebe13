using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>Values that are shown by a text: numbers, dates, names, JSON, XML, exceptions.</summary>
internal static class LeafText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ConcurrentDictionary<Type, bool> NumberTypes = new();

    /// <summary>The text of a value that is no more than that; none for anything with parts.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="letters">Where a long text is cut.</param>
    public static Outline? Of(object? value, int letters) => value switch
    {
        null => new Leaf("null"),
        string text => new Leaf(Cut(text, letters)),
        bool or char => new Leaf(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        int number => new Leaf(number.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        double number => new Leaf(number.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        Enum name => new Leaf(name.ToString()),
        DateTime time => new Leaf(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        DateTimeOffset time => new Leaf(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture)),
        DateOnly day => new Leaf(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => new Leaf(time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        Complex number => new Leaf(OfComplex(number), IsNumber: true),
        Type type => new Leaf(TypeName.Of(type)),
        Delegate function => new Leaf(TypeName.Of(function.GetType())),
        MemberInfo or Assembly or Module or Uri or Version or DBNull => new Leaf(value.ToString() ?? ""),
        JsonNode json => new Block(Cut(json.ToJsonString(Indented), letters)),
        JsonElement { ValueKind: JsonValueKind.Undefined } => new Leaf("undefined"),
        JsonElement json => new Block(Cut(JsonSerializer.Serialize(json, Indented), letters)),
        JsonDocument json => new Block(Cut(JsonSerializer.Serialize(json, Indented), letters)),
        XObject xml => new Block(Cut(xml.ToString() ?? "", letters)),
        Exception failure => new Block(Cut(failure.ToString(), letters)),
        IFormattable formattable when value.GetType().IsValueType => new Leaf(formattable.ToString(null, CultureInfo.InvariantCulture), IsNumber(value.GetType())),
        _ when value.GetType().IsPrimitive || value.GetType().IsPointer => new Leaf(value.ToString() ?? ""),
        _ => null,
    };

    /// <summary>The text, or its beginning and how long it is.</summary>
    public static string Cut(string text, int letters)
    {
        if (text.Length <= letters)
            return text;
        // Never between the halves of one letter.
        var end = char.IsHighSurrogate(text[letters - 1]) ? letters - 1 : letters;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… ({text.Length:N0} characters)");
    }

    private static bool IsNumber(Type type) => NumberTypes.GetOrAdd(type, static candidate =>
        candidate.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INumberBase<>)));

    private static string OfComplex(Complex number) => number.Imaginary < 0
        ? string.Create(CultureInfo.InvariantCulture, $"{number.Real} - {-number.Imaginary}i")
        : string.Create(CultureInfo.InvariantCulture, $"{number.Real} + {number.Imaginary}i");
}
