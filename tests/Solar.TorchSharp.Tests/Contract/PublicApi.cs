using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Solar.TorchSharp.Tests.Contract;

/// <summary>What an assembly offers in namespace TorchSharp, one signature a line: "type | member".</summary>
/// <remarks>
/// Visible are public and protected members. Names and defaults of parameters are part of a signature, for callers name
/// and omit them; nullability and the names of tuple elements are not. An override repeats a signature and is not listed.
/// </remarks>
public static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>Every visible signature, sorted.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetTypes()
            .Where(IsOurs)
            .SelectMany(type => type.GetMembers(Declared).Where(IsListed).Select(Line).Append(Line(type)))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    public static bool IsOurs(Type type) =>
        (type.Namespace == "TorchSharp" || (type.Namespace ?? "").StartsWith("TorchSharp.", StringComparison.Ordinal)) && IsVisible(type);

    public static bool IsListed(MemberInfo member) => member switch
    {
        MethodInfo method => IsVisible(method) && method.GetBaseDefinition() == method
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        MethodBase constructor => IsVisible(constructor) && !constructor.IsStatic,
        FieldInfo field => IsVisible(field) && !field.IsSpecialName,
        PropertyInfo property => Accessors(property).Any(),
        _ => false,
    };

    public static string Line(Type type)
    {
        var kind = IsScalar(type) ? "sealed class" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
            : type.IsSubclassOf(typeof(MulticastDelegate)) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        return $"{Name(type)} | {kind}";
    }

    public static string Line(MemberInfo member)
    {
        var text = member switch
        {
            MethodInfo method => $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
            MethodBase constructor => $"{Modifiers(constructor)}new({Parameters(constructor)})",
            FieldInfo { DeclaringType.IsEnum: true, IsLiteral: true } value => $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
            FieldInfo field => $"{(field.IsFamily ? "protected " : "")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
            PropertyInfo property => Property(property),
            Type type => "class " + type.Name,
            _ => throw new ArgumentException($"{member} is not a member that is listed."),
        };
        return $"{Name(member.DeclaringType!)} | {text}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = Accessors(property).ToArray();
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var parts = accessors.Select(accessor => accessor == property.GetMethod ? "get;" : "set;");
        return $"{Modifiers(accessors[0])}{Name(property.PropertyType)} {name} {{ {string.Join(" ", parts)} }}";
    }

    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property) =>
        new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>()
            .Where(accessor => IsVisible(accessor) && accessor.GetBaseDefinition() == accessor);

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method)
    {
        var extends = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
        return extends + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var passing = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params "
            : !type.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var value = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{passing}{Name(type.IsByRef ? type.GetElementType()! : type)} {parameter.Name}{value}";
    }

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer)
            return Name(type.GetElementType()!) + "*";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + (IsScalar(underlying) ? "" : "?");
        var arguments = type.GetGenericArguments();
        if (type.FullName is null && !type.IsGenericType)
            return type.Name;
        if (type.IsGenericType && type.GetGenericTypeDefinition().FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
            return $"({string.Join(", ", arguments.Select(Name))})";

        var outer = type.DeclaringType is { } declaring ? Name(declaring.IsGenericTypeDefinition && type.IsGenericType ? declaring.MakeGenericType(arguments[..declaring.GetGenericArguments().Length]) : declaring) + "." : "";
        var taken = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = arguments[taken..];
        var simple = type.Name.Split('`')[0];
        return outer + Space(type) + simple + (own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Name))}>");
    }

    // Only a namespace of TorchSharp's is told: Modules.Parameter, Utils.TensorAccessor<T>.
    private static string Space(Type type) =>
        type.DeclaringType is null && type.Namespace is { } space && space.StartsWith("TorchSharp.", StringComparison.Ordinal)
            ? space["TorchSharp.".Length..] + "."
            : "";

    // A class in the genuine package, where each number is a native object; a value here, which reads the same in source.
    private static bool IsScalar(Type type) => type.FullName == "TorchSharp.Scalar";

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;
}
