using System.Reflection;

namespace Solar.Research.Tests.Display;

/// <summary>What a notebook engine that keeps .NET Interactive's convention finds on a value, by names alone.</summary>
internal static class Shown
{
    public static IReadOnlyDictionary<string, string> Of(object value)
    {
        var attribute = value.GetType().GetCustomAttributes(inherit: true).Single(candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance((Type)Property(attribute, "FormatterSourceType")!)!;
        var formatters = ((System.Collections.IEnumerable)source.GetType().GetMethod("CreateTypeFormatters", [])!.Invoke(source, [])!).Cast<object>()
            .ToDictionary(formatter => (string)Property(formatter, "MimeType")!);
        return ((string[])Property(attribute, "PreferredMimeTypes")!).ToDictionary(mimeType => mimeType, mimeType => Write(formatters[mimeType], value));
    }

    private static object? Property(object owner, string name) => owner.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.GetValue(owner);

    private static string Write(object formatter, object value)
    {
        var format = formatter.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance).Single(method => method.Name == "Format");
        Assert.Equal([typeof(object), typeof(TextWriter)], format.GetParameters().Select(parameter => parameter.ParameterType));
        using var writer = new StringWriter();
        Assert.True((bool)format.Invoke(formatter, [value, writer])!);
        return writer.ToString();
    }
}
