using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>The head of a sequence.</summary>
/// <param name="Items">Its first items.</param>
/// <param name="More">What is said of the others; none: these are all.</param>
internal sealed record SequenceHead(IReadOnlyList<object?> Items, string? More);

/// <summary>What kind of sequence something is, and how it begins.</summary>
internal static class Sequences
{
    private static readonly ConcurrentDictionary<Type, Func<object, int>?> Counters = new();

    /// <summary>The first items. An endless sequence is asked for one item more than is shown.</summary>
    public static SequenceHead Take(IEnumerable sequence, int limit)
    {
        var items = new List<object?>();
        foreach (var item in sequence)
        {
            if (items.Count == limit)
                return new(items, Count(sequence) is { } count && count > limit ? string.Create(CultureInfo.InvariantCulture, $"… {count - limit:N0} more") : "… more");
            items.Add(item);
        }

        return new(items, null);
    }

    /// <summary>Whether a type maps keys to values.</summary>
    public static bool IsDictionary(Type type) => typeof(IDictionary).IsAssignableFrom(type) || Implements(type, typeof(IReadOnlyDictionary<,>)) || Implements(type, typeof(IDictionary<,>));

    /// <summary>Whether a type maps names to values, as a row of a table does.</summary>
    public static bool IsNamed(Type type) => type.GetInterfaces().Append(type).Any(face =>
        face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || face.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        && face.GetGenericArguments()[0] == typeof(string));

    /// <summary>Key and value of a dictionary's item.</summary>
    public static (object? Key, object? Value) Pair(object item)
    {
        if (item is DictionaryEntry entry)
            return (entry.Key, entry.Value);
        var type = item.GetType();
        return (type.GetProperty("Key")!.GetValue(item), type.GetProperty("Value")!.GetValue(item));
    }

    /// <summary>The key of a group, boxed since it may be null; none: not a group.</summary>
    public static StrongBox<object?>? GroupKey(object value)
    {
        var group = value.GetType().GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IGrouping<,>));
        return group is null ? null : new StrongBox<object?>(group.GetProperty("Key")!.GetValue(value));
    }

    /// <summary>The items of a <see cref="Memory{T}"/>; none: it is something else.</summary>
    public static IEnumerable? OfMemory(object value, Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Memory<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>))
            ? (IEnumerable)type.GetMethod("ToArray")!.Invoke(value, null)!
            : null;

    /// <summary>How many items there are, if that can be known without walking over them.</summary>
    public static int? Count(IEnumerable sequence) => sequence is ICollection collection
        ? collection.Count
        : Counters.GetOrAdd(sequence.GetType(), static type => Counter(type))?.Invoke(sequence);

    private static Func<object, int>? Counter(Type type)
    {
        var counted = type.GetInterfaces().FirstOrDefault(face =>
            face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(ICollection<>) || face.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)));
        var count = counted?.GetProperty("Count")!.GetMethod!;
        return counted is null ? null : owner => (int)count.Invoke(owner, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    private static bool Implements(Type type, Type face) => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == face);
}
