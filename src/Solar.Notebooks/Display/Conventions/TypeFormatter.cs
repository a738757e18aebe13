using System.Globalization;
using System.Reflection;

namespace Solar.Notebooks.Display.Conventions;

/// <summary>One form of a type, written by an object that is known by the names of its members only.</summary>
/// <param name="MimeType">The form.</param>
/// <param name="Type">What it formats.</param>
/// <param name="Write">Writes it; false: this value is not for it.</param>
internal sealed record TypeFormatter(string MimeType, Type Type, Func<object, TextWriter, bool> Write)
{
    /// <summary>The formatter; none: the object has no <c>MimeType</c> and is passed over.</summary>
    /// <exception cref="FormatterException">It has one, but its <c>Format</c> cannot be called.</exception>
    public static TypeFormatter? TryCreate(object formatter, Type formatted)
    {
        var type = formatter.GetType();
        if (type.GetProperty("MimeType")?.GetValue(formatter) is not string mimeType)
            return null;

        var format = type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.Name == "Format").ToArray();
        if (format.Length != 1 || format[0].ReturnType != typeof(bool) || format[0].GetParameters() is not [var first, var second]
            || first.ParameterType != typeof(object) || second.ParameterType != typeof(TextWriter))
        {
            throw new FormatterException(
                $"{type.FullName}, the {mimeType} formatter of {formatted.FullName}, needs one public method 'bool Format(object, TextWriter)'; "
                + $"it has {(format.Length == 0 ? "none" : string.Join(" and ", format.Select(Signature)))}.");
        }

        return new(
            mimeType,
            type.GetProperty("Type")?.GetValue(formatter) as Type ?? formatted,
            format[0].CreateDelegate<Func<object, TextWriter, bool>>(formatter));
    }

    /// <summary>The value's text; none: it is not for this formatter.</summary>
    public string? Format(object value)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        return Write(value, writer) ? writer.ToString() : null;
    }

    private static string Signature(MethodInfo method) =>
        $"'{method.ReturnType.Name} Format({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})'";
}
