using System.Collections;
using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Solar.Notebooks.Display.Conventions;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>Walks a value within the limits, never twice over one sequence and never round in a circle.</summary>
internal sealed class OutlineBuilder
{
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _left = Limits.Values;

    /// <summary>What is shown of a value.</summary>
    public static Outline Of(object? value) => new OutlineBuilder().Build(value, depth: 0);

    /// <summary>The same for a part of a value.</summary>
    /// <param name="value">The part.</param>
    /// <param name="depth">How deep it is.</param>
    public Outline Build(object? value, int depth)
    {
        if (--_left < 0)
            return new Leaf("…");
        if (value is MimeBundle bundle)
            return new Ready(bundle);
        if (value is not null && TypeFormatters.For(value.GetType()) is { } formatters)
            return new Special(value, formatters, new Lazy<Outline>(() => BuildByDefault(value, depth)));
        return BuildByDefault(value, depth);
    }

    private Outline BuildByDefault(object? value, int depth)
    {
        if (LeafText.Of(value, depth == 0 ? Limits.Letters : Limits.InnerLetters) is { } leaf)
            return leaf;
        var type = value!.GetType();
        if (depth >= Limits.Depth)
            return new Leaf($"… {TypeName.Of(type)}");

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var canRecur = !type.IsValueType;
        if (canRecur && !_open.Add(value))
            return new Leaf($"↺ {TypeName.Of(type)}");
        try
        {
            return OfWhole(value, type, depth);
        }
        finally
        {
            if (canRecur)
                _open.Remove(value);
        }
    }

    private Outline OfWhole(object value, Type type, int depth) => value switch
    {
        byte[] bytes => new Leaf(OfBytes(type, bytes)),
        Memory<byte> bytes => new Leaf(OfBytes(type, bytes.Span)),
        ReadOnlyMemory<byte> bytes => new Leaf(OfBytes(type, bytes.Span)),
        Array { Rank: > 1 } array => GridOutlines.OfArray(this, array, depth),
        DataTable table => GridOutlines.OfTable(this, table.Columns, table.Rows.Cast<DataRow>(), table.Rows.Count, depth),
        DataView view => GridOutlines.OfTable(this, view.Table!.Columns, view.Cast<DataRowView>().Select(row => row.Row), view.Count, depth),
        DataRow row => new Members(null, [.. row.Table.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, Build(row[column], depth + 1)))]),
        Task task => Deferred.OfTask(this, task, type, depth),
        ITuple tuple => OfTuple(tuple, depth),
        _ when Deferred.OfLazy(this, value, type, depth) is { } lazy => lazy,
        _ when TensorOutline.Of(value, type) is { } tensor => tensor,
        _ when Sequences.IsDictionary(type) => OfDictionary((IEnumerable)value, depth),
        _ when Sequences.GroupKey(value) is { } key => new Members(null, [("Key", Build(key.Value, depth + 1)), ("Items", GridOutlines.OfSequence(this, (IEnumerable)value, depth + 1))]),
        IEnumerable sequence => GridOutlines.OfSequence(this, sequence, depth),
        _ when Sequences.OfMemory(value, type) is { } memory => GridOutlines.OfSequence(this, memory, depth),
        _ => OfObject(value, type, depth),
    };

    private Outline OfObject(object value, Type type, int depth)
    {
        var members = TypeMembers.Of(type);
        if (members.Count == 0 || members.IsUnion || (members.SpeaksForItself && depth > 0))
            return new Leaf(LeafText.Cut(value.ToString() ?? "", Limits.InnerLetters));
        return OfMembers(value, type, depth) with { Said = members.SpeaksForItself ? LeafText.Cut(value.ToString() ?? "", Limits.InnerLetters) : null };
    }

    /// <summary>An object taken apart.</summary>
    internal Members OfMembers(object value, Type type, int depth)
    {
        var entries = new List<(string, Outline)>();
        foreach (var (name, member, failure) in TypeMembers.Of(type).Read(value))
            entries.Add((name, failure is null ? Build(member, depth + 1) : new Leaf($"⚠ {TypeName.Of(failure.GetType())}: {failure.Message}")));
        return new Members(TypeName.IsAnonymous(type) ? null : TypeName.Of(type), entries);
    }

    private Members OfTuple(ITuple tuple, int depth)
    {
        var entries = Enumerable.Range(0, tuple.Length).Select(i => ($"Item{i + 1}", Build(tuple[i], depth + 1)));
        return new Members(null, [.. entries]) { IsTuple = true };
    }

    private Members OfDictionary(IEnumerable dictionary, int depth)
    {
        var head = Sequences.Take(dictionary, Limits.Items);
        var entries = head.Items.Select(item =>
        {
            var (key, value) = Sequences.Pair(item!);
            return (Rendering.TextRenderer.Line(Build(key, depth + 1)), Build(value, depth + 1));
        });
        return new Members(null, [.. entries], head.More);
    }

    private static string OfBytes(Type type, ReadOnlySpan<byte> bytes)
    {
        var name = TypeName.Of(type).Replace("[]", "", StringComparison.Ordinal);
        var hex = string.Join(' ', bytes[..Math.Min(bytes.Length, Limits.Items)].ToArray().Select(one => one.ToString("X2", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"{name}[{bytes.Length}] {hex}{(bytes.Length > Limits.Items ? " …" : "")}").TrimEnd();
    }
}
