using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>The public properties and fields of a type, base type first, each in the order of its declaration.</summary>
internal sealed class TypeMembers
{
    private static readonly ConcurrentDictionary<Type, TypeMembers> Known = new();

    private readonly (string Name, Func<object, object?> Read)[] _all;

    private TypeMembers(Type type)
    {
        var ancestry = new List<Type>();
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            ancestry.Insert(0, ancestor);

        const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance;
        var properties = type.GetProperties(Visible).Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && CanBeBoxed(property.PropertyType));
        var fields = type.GetFields(Visible).Where(field => CanBeBoxed(field.FieldType));
        MemberInfo[] members = [.. properties.Concat<MemberInfo>(fields)
            .OrderBy(member => ancestry.IndexOf(member.DeclaringType!)).ThenBy(member => member.MetadataToken)
            .GroupBy(member => member.Name).Select(hiding => hiding.Last())];
        _all = [.. members.Select(member => (member.Name, Reader(member)))];
        Names = [.. members.Select(member => (member.Name, member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType))];
        IsUnion = TellsUnion(type);
        SpeaksForItself = IsUnion || HasWordsOfItsOwn(type);
    }

    /// <summary>Their names and declared types.</summary>
    public IReadOnlyList<(string Name, Type Type)> Names { get; }

    /// <summary>How many there are.</summary>
    public int Count => _all.Length;

    /// <summary>Whether the author wrote a <c>ToString</c>; a record's and an anonymous type's are the compiler's.</summary>
    public bool SpeaksForItself { get; }

    /// <summary>Whether it is an F# union, whose properties say less than its text: Tag, IsSome, Item.</summary>
    public bool IsUnion { get; }

    /// <summary>The members of a type.</summary>
    public static TypeMembers Of(Type type) => Known.GetOrAdd(type, static unknown => new TypeMembers(unknown));

    /// <summary>Their values. A property that throws has its exception as its value.</summary>
    public IEnumerable<(string Name, object? Value, Exception? Failure)> Read(object owner)
    {
        foreach (var (name, read) in _all)
        {
            object? value = null;
            Exception? failure = null;
            try
            {
                value = read(owner);
            }
            catch (Exception thrown) when (thrown is not ThreadInterruptedException)
            {
                failure = thrown;
            }

            yield return (name, value, failure);
        }
    }

    private static bool CanBeBoxed(Type type) => !type.IsByRef && !type.IsByRefLike && !type.IsPointer && !type.IsFunctionPointer;

    private static Func<object, object?> Reader(MemberInfo member) => member is PropertyInfo property
        ? owner => property.GetMethod!.Invoke(owner, BindingFlags.DoNotWrapExceptions, null, null, null)
        : owner => ((FieldInfo)member).GetValue(owner);

    private static bool HasWordsOfItsOwn(Type type)
    {
        if (TypeName.IsAnonymous(type))
            return false;
        var written = type.GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance, [])!;
        if (written.DeclaringType == typeof(object) || written.DeclaringType == typeof(ValueType))
            return false;
        return !written.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
    }

    private static bool TellsUnion(Type type) => type.GetCustomAttributesData().Concat(type.BaseType?.GetCustomAttributesData() ?? []).Any(attribute =>
        attribute.AttributeType.FullName == "Microsoft.FSharp.Core.CompilationMappingAttribute"
        && attribute.ConstructorArguments is [{ Value: int flags }, ..] && (flags & 31) == 1);
}
