using System.Reflection;

namespace Solar.Notebooks.Languages.FSharp;

/// <summary>A .NET type as F# code names it.</summary>
internal static class FSharpTypeName
{
    /// <summary>Such as <c>System.Collections.Generic.List&lt;System.Int32[]&gt;</c>; none: F# code cannot name it.</summary>
    public static string? Of(Type type)
    {
        if (type.IsArray)
            return Of(type.GetElementType()!) is { } item ? $"{item}[{new string(',', type.GetArrayRank() - 1)}]" : null;
        if (!type.IsVisible || type.FullName is null || type.IsPointer || type.IsByRef || !IsOnDisk(type.Assembly))
            return PublicFace(type);

        var arguments = type.GetGenericArguments().Select(Of).ToArray();
        if (arguments.Contains(null))
            return null;
        // Outer.Inner`1[[…]] is "Outer.Inner<…>"; an outer type with arguments of its own would need them in its place.
        if (type.DeclaringType is { IsGenericType: true })
            return null;
        var name = (type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName).Split('`')[0].Replace('+', '.');
        return $"{name}{(arguments.Length > 0 ? $"<{string.Join(", ", arguments)}>" : "")}";
    }

    /// <summary>The libraries that F# must know for a type, beside the framework.</summary>
    public static IEnumerable<string> Libraries(Type type)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return Parts(type).Select(part => part.Assembly).Distinct().Where(IsOnDisk).Select(assembly => assembly.Location).Where(path => Path.GetDirectoryName(path) != framework);
    }

    // What a query returns is of a private type, but a sequence all the same.
    private static string? PublicFace(Type type)
    {
        var faces = type.GetInterfaces().Where(face => face.IsGenericType && face.IsVisible && face.Namespace == "System.Collections.Generic").ToArray();
        var face = faces.FirstOrDefault(one => one.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) ?? faces.FirstOrDefault(one => one.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return face is null ? null : Of(face);
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsArray ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Prepend(type);

    private static bool IsOnDisk(Assembly assembly) => !assembly.IsDynamic && assembly.Location.Length > 0;
}
