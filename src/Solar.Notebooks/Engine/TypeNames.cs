using System.Text.RegularExpressions;

namespace Solar.Notebooks.Engine;

/// <summary>Types as C# writes them.</summary>
internal static partial class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    /// <summary>Without namespaces, for the reader.</summary>
    public static string Short(Type type) => Write(type, named => named.Name);

    /// <summary>With namespaces, for the compiler; a type that a cell declared by its name alone.</summary>
    public static string Full(Type type) => Write(type, named => Outer(named) is { } outer ? $"{outer}.{named.Name}" : named.Name);

    private static string? Outer(Type type)
    {
        if (type.DeclaringType is { } outer)
            return IsCell(outer) ? null : Full(outer);
        return string.IsNullOrEmpty(type.Namespace) ? "global::" + type.Name : "global::" + type.Namespace;
    }

    /// <summary>Whether a type is what a cell became.</summary>
    public static bool IsCell(Type type) => Cell().IsMatch(type.Name);

    private static string Write(Type type, Func<Type, string> name)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{Write(type.GetElementType()!, name)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Write(value, name) + "?";
        if (!type.IsGenericType)
            return name(type);
        var arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && arguments.Length is > 1 and < 8)
            return $"({string.Join(", ", arguments.Select(argument => Write(argument, name)))})";
        return $"{Arity().Replace(name(type), "")}<{string.Join(", ", arguments.Select(argument => Write(argument, name)))}>";
    }

    [GeneratedRegex(@"^Submission#\d+$")]
    private static partial Regex Cell();

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Arity();
}
