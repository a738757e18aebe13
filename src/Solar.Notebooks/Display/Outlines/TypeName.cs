using System.Runtime.CompilerServices;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>A type's name as C# writes it, without namespaces.</summary>
internal static class TypeName
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
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    /// <summary>Such as <c>Dictionary&lt;string, int[]&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsByRef || type.IsPointer)
            return Of(type.GetElementType()!) + (type.IsPointer ? "*" : "&");
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (IsAnonymous(type))
            return "anonymous";

        var arguments = type.GetGenericArguments();
        if (type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
            return $"({string.Join(", ", arguments.Select(Of))})";

        // A nested type's arguments are listed with its owner's first.
        var outer = type.IsNested && !type.IsGenericParameter ? type.DeclaringType! : null;
        var inherited = outer?.GetGenericArguments().Length ?? 0;
        var own = arguments.Skip(inherited).Select(Of).ToArray();
        var name = type.Name.Split('`')[0] + (own.Length == 0 || type.IsGenericParameter ? "" : $"<{string.Join(", ", own)}>");
        return outer is null || IsSubmission(outer) ? name : $"{Of(outer.IsGenericTypeDefinition && inherited > 0 ? outer.MakeGenericType(arguments[..inherited]) : outer)}.{name}";
    }

    /// <summary>Whether the compiler made the type for <c>new { … }</c>.</summary>
    public static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    // What a cell declares is nested in a class that its author never wrote.
    private static bool IsSubmission(Type type) => type.Name.StartsWith("Submission#", StringComparison.Ordinal) || type.Name.StartsWith("FSI_", StringComparison.Ordinal);
}
