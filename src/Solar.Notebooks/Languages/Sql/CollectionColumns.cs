using System.Collections;
using System.Data;
using Solar.Notebooks.Display.Outlines;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Languages.Sql;

/// <summary>A collection as columns and rows.</summary>
/// <param name="All">The columns.</param>
/// <param name="Rows">A value for each column.</param>
internal sealed record CollectionColumns(IReadOnlyList<SqlColumn> All, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Records have a column for each property, dictionaries for each key, plain values one named <c>value</c>.</summary>
    /// <exception cref="CellFailedException">Nothing tells the columns.</exception>
    public static CollectionColumns Of(string name, IEnumerable collection)
    {
        if (collection is DataView view)
            return OfTable(view.ToTable());
        var items = collection.Cast<object?>().ToArray();
        var declared = ItemType(collection.GetType());
        var sample = items.FirstOrDefault(item => item is not null);
        var type = sample?.GetType() ?? declared
            ?? throw new CellFailedException("Binder Error", $"The variable '{name}' is empty, and its type does not say what columns it has.");
        if (LeafText.Of(sample, 1) is not null || IsScalar(type) || sample is byte[])
            return new([SqlColumn.Of("value", declared, items)], [.. items.Select(item => new[] { item })]);
        if (Sequences.IsNamed(type))
            return OfDictionaries(items);
        if (TypeMembers.Of(type).Count == 0)
            throw new CellFailedException("Binder Error", $"The items of '{name}' are of type {TypeName.Of(type)}, which has no public properties or fields, so there are no columns.");
        return OfRecords(items, type);
    }

    private static CollectionColumns OfTable(DataTable table) => new(
        [.. table.Columns.Cast<DataColumn>().Select(column => SqlColumn.Of(column.ColumnName, column.DataType, table.Rows.Cast<DataRow>().Select(row => row[column])))],
        [.. table.Rows.Cast<DataRow>().Select(row => row.ItemArray)]);

    private static CollectionColumns OfDictionaries(object?[] items)
    {
        var places = new Dictionary<string, int>();
        var rows = new List<List<object?>>(items.Length);
        foreach (var item in items)
        {
            var row = new List<object?>();
            foreach (var pair in (IEnumerable?)item ?? Array.Empty<object>())
            {
                var (key, value) = pair is KeyValuePair<string, object?> known ? (known.Key, known.Value) : ((string)Sequences.Pair(pair!).Key!, Sequences.Pair(pair!).Value);
                if (!places.TryGetValue(key, out var place))
                    places[key] = place = places.Count;
                while (row.Count <= place)
                    row.Add(null);
                row[place] = value;
            }

            rows.Add(row);
        }

        var full = rows.Select(row => row.Concat(Enumerable.Repeat<object?>(null, places.Count - row.Count)).ToArray()).ToArray();
        return new([.. places.Keys.Select((key, i) => SqlColumn.Of(key, null, full.Select(row => row[i])))], full);
    }

    // The first item's type names the columns; an item of another type has what it has of them.
    private static CollectionColumns OfRecords(object?[] items, Type type)
    {
        var members = TypeMembers.Of(type);
        var names = members.Names;
        var rows = new object?[items.Length][];
        for (var i = 0; i < items.Length; i++)
        {
            var row = rows[i] = new object?[names.Count];
            if (items[i] is null)
                continue;
            var place = 0;
            foreach (var (name, value, failure) in TypeMembers.Of(items[i]!.GetType()).Read(items[i]!))
            {
                if (failure is not null)
                    throw new CellFailedException("Binder Error", $"Reading {TypeName.Of(items[i]!.GetType())}.{name} of row {i} failed: {failure.Message}");
                var at = place < names.Count && names[place].Name == name ? place : IndexOf(names, name);
                if (at >= 0)
                    row[at] = value;
                place++;
            }
        }

        return new([.. names.Select((name, i) => SqlColumn.Of(name.Name, name.Type, rows.Select(row => row[i])))], rows);
    }

    private static int IndexOf(IReadOnlyList<(string Name, Type Type)> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Name == name)
                return i;
        }

        return -1;
    }

    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(byte[]) || Nullable.GetUnderlyingType(type) is not null || typeof(IFormattable).IsAssignableFrom(type);

    private static Type? ItemType(Type type) => type.IsArray ? type.GetElementType() : type.GetInterfaces().Append(type)
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
