using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Solar.Notebooks.Display.Conventions;

/// <summary>The formatters that a type brings by the convention of .NET Interactive, found by name, with no reference either way.</summary>
/// <remarks>
/// A class named <c>TypeFormatterSourceAttribute</c>, of any namespace, stands on the value's run-time type or a class it derives from.
/// Its <c>FormatterSourceType</c> has a public constructor without parameters and a method <c>CreateTypeFormatters()</c>.
/// Each item of that has a <c>MimeType</c> and one method <c>bool Format(object, TextWriter)</c>; false leaves the value to others.
/// </remarks>
internal sealed class TypeFormatters
{
    private static readonly ConcurrentDictionary<Type, TypeFormatters?> Known = new();

    private readonly List<TypeFormatter> _formatters = [];

    private TypeFormatters(Type type, Attribute attribute)
    {
        var source = attribute.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) as Type
            ?? throw new FormatterException($"The attribute {attribute.GetType().FullName} on {type.FullName} has no public property FormatterSourceType of type Type with a value, so {type.Name} cannot be shown.");
        PreferredMimeTypes = attribute.GetType().GetProperty("PreferredMimeTypes")?.GetValue(attribute) as string[] ?? [];

        foreach (var item in Items(type, source))
        {
            if (item is not null && TypeFormatter.TryCreate(item, type) is { } formatter && formatter.Type.IsAssignableFrom(type))
                _formatters.Add(formatter);
        }
    }

    /// <summary>The forms that the type is to be shown in; empty: it does not say.</summary>
    public IReadOnlyList<string> PreferredMimeTypes { get; }

    /// <summary>The formatters of a type; none: it brings none.</summary>
    /// <exception cref="FormatterException">It means to bring some, and they cannot be used.</exception>
    public static TypeFormatters? For(Type type) => Known.GetOrAdd(type, static unknown => Find(unknown));

    /// <summary>Whether there is a formatter for a form.</summary>
    public bool Offers(string mimeType) => _formatters.Any(formatter => formatter.MimeType == mimeType);

    /// <summary>The value in one form; none: no formatter took it.</summary>
    public string? Format(object value, string mimeType)
    {
        foreach (var formatter in _formatters)
        {
            if (formatter.MimeType == mimeType && formatter.Format(value) is { } text)
                return text;
        }

        return null;
    }

    private static TypeFormatters? Find(Type type)
    {
        var attribute = type.GetCustomAttributes(inherit: true).OfType<Attribute>().FirstOrDefault(candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        return attribute is null ? null : new TypeFormatters(type, attribute);
    }

    private static IEnumerable Items(Type type, Type source)
    {
        object? made;
        try
        {
            made = Activator.CreateInstance(source);
        }
        catch (MissingMethodException)
        {
            throw new FormatterException($"{source.FullName}, the formatter source of {type.FullName}, needs a public constructor without parameters.");
        }

        var create = source.GetMethod("CreateTypeFormatters", BindingFlags.Public | BindingFlags.Instance, [])
            ?? throw new FormatterException($"{source.FullName}, the formatter source of {type.FullName}, needs a public method CreateTypeFormatters() without parameters.");
        return create.Invoke(made, BindingFlags.DoNotWrapExceptions, null, null, null) as IEnumerable
            ?? throw new FormatterException($"{source.FullName}.CreateTypeFormatters(), for {type.FullName}, must return a sequence of formatters.");
    }
}
