using System.Collections;
using System.Data;
using System.Globalization;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>Sequences and tables: records of one kind become a table, rows of one length a matrix, anything else a row.</summary>
internal static class GridOutlines
{
    public static Outline OfSequence(OutlineBuilder builder, IEnumerable sequence, int depth)
    {
        var head = Sequences.Take(sequence, Limits.Items);
        var items = new Outline[head.Items.Count];
        var rows = new Members?[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            rows[i] = OfRow(builder, head.Items[i], depth + 1);
            items[i] = rows[i] ?? builder.Build(head.Items[i], depth + 1);
        }

        if (items.Length > 0 && rows.All(row => row is not null))
            return OfRows(rows!, head.More);
        if (items.Length > 1 && IsMatrix(items))
            return new Grid(null, [.. items.Cast<Row>().Select(row => row.Items.ToArray())], Together(head.More, ((Row)items[0]).More is { } wider ? $"{wider} a row" : null));
        return new Row(items, head.More);
    }

    public static Grid OfTable(OutlineBuilder builder, DataColumnCollection columns, IEnumerable<DataRow> rows, int count, int depth)
    {
        var shown = columns.Cast<DataColumn>().Take(Limits.Columns).ToArray();
        var cells = rows.Take(Limits.Items).Select(row => shown.Select(column => (Outline?)builder.Build(row[column] is DBNull ? null : row[column], depth + 1)).ToArray());
        return new Grid([.. shown.Select(column => column.ColumnName)], [.. cells], Together(Left(count, Limits.Items), Left(columns.Count, Limits.Columns, "columns")));
    }

    public static Outline OfArray(OutlineBuilder builder, Array array, int depth, int[]? place = null)
    {
        place ??= [];
        if (array.Rank - place.Length > 2)
        {
            // Pages of a thicker array, each with its place in front.
            var pages = Enumerable.Range(0, Math.Min(array.GetLength(place.Length), Limits.Items)).Select(page => OfArray(builder, array, depth + 1, [.. place, page]));
            return new Row([.. pages], Left(array.GetLength(place.Length), Limits.Items));
        }

        var (height, width) = (array.GetLength(array.Rank - 2), array.GetLength(array.Rank - 1));
        var rows = new Outline?[Math.Min(height, Limits.Items)][];
        for (var y = 0; y < rows.Length; y++)
        {
            rows[y] = new Outline?[Math.Min(width, Limits.Items)];
            for (var x = 0; x < rows[y].Length; x++)
                rows[y][x] = builder.Build(At(array, [.. place, y, x]), depth + 1);
        }

        return new Grid(null, rows, Together(Left(height, Limits.Items, "rows"), Left(width, Limits.Items, "columns")))
        {
            Title = $"{TypeName.Of(array.GetType().GetElementType()!)}[{string.Join(", ", Enumerable.Range(0, array.Rank).Select(i => array.GetLength(i)))}]{(place.Length > 0 ? $" at [{string.Join(", ", place)}]" : "")}",
        };
    }

    // What has names for its parts can be a row of a table; what has its own way to be shown cannot.
    private static Members? OfRow(OutlineBuilder builder, object? item, int depth)
    {
        if (item is null || depth >= Limits.Depth)
            return null;
        var type = item.GetType();
        if (Sequences.IsNamed(type) && Conventions.TypeFormatters.For(type) is null)
        {
            var pairs = Sequences.Take((IEnumerable)item, Limits.Columns);
            return new Members(null, [.. pairs.Items.Select(pair => ((string)Sequences.Pair(pair!).Key!, builder.Build(Sequences.Pair(pair!).Value, depth + 1)))], pairs.More);
        }

        return item is IEnumerable || TypeMembers.Of(type).SpeaksForItself ? null : builder.Build(item, depth) as Members;
    }

    private static Grid OfRows(Members[] rows, string? more)
    {
        var columns = rows.SelectMany(row => row.Entries).Select(entry => entry.Name).Distinct().ToArray();
        var shown = columns.Take(Limits.Columns).ToArray();
        var cells = rows.Select(row =>
        {
            var named = new Dictionary<string, Outline>();
            foreach (var (name, value) in row.Entries)
                named[name] = value;
            return shown.Select(named.GetValueOrDefault).ToArray();
        });
        return new Grid(shown, [.. cells], Together(more, Left(columns.Length, Limits.Columns, "columns"), rows[0].More is { } wider ? $"{wider} columns" : null));
    }

    private static bool IsMatrix(Outline[] items) =>
        items[0] is Row { Items.Count: > 0 } first
        && items.All(item => item is Row row && row.Items.Count == first.Items.Count && row.More == first.More && row.Items.All(cell => cell is Leaf { IsNumber: true }));

    private static object? At(Array array, int[] place)
    {
        for (var i = 0; i < place.Length; i++)
            place[i] += array.GetLowerBound(i);
        return array.GetValue(place);
    }

    private static string? Left(int count, int shown, string what = "") =>
        count > shown ? string.Create(CultureInfo.InvariantCulture, $"… {count - shown:N0} more {what}").TrimEnd() : null;

    private static string? Together(params string?[] parts) => parts.Any(part => part is not null) ? string.Join(", ", parts.Where(part => part is not null)) : null;
}
