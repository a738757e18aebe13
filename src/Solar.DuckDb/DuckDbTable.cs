using System.Collections;

namespace Solar.DuckDb;

/// <summary>A whole result in memory, column by column; its rows are made when they are looked at.</summary>
public sealed class DuckDbTable : IReadOnlyList<DuckDbRow>
{
    private readonly StoredColumn[] _stored;
    private readonly string[] _names;

    private DuckDbTable(IReadOnlyList<DuckDbColumn> columns, StoredColumn[] stored, int count)
    {
        (Columns, _stored, Count) = (columns, stored, count);
        _names = [.. columns.Select(column => column.Name)];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>A row.</summary>
    public DuckDbRow this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
            return new(_names, [.. _stored.Select(column => column.Value(row))]);
        }
    }

    /// <summary>Reads all rows that are left of a result.</summary>
    public static DuckDbTable Read(DuckDbResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var stored = result.Columns.Select(column => StoredColumn.Of(column.Type)).ToArray();
        var count = 0;
        foreach (var chunk in result.Chunks())
        {
            using (chunk)
            {
                for (var i = 0; i < stored.Length; i++)
                    stored[i].Add(chunk.Column(i));
                count = checked(count + chunk.Count);
            }
        }

        return new(result.Columns, stored, count);
    }

    /// <summary>All values of a column, as one type.</summary>
    /// <exception cref="InvalidCastException">A value is null or of another type.</exception>
    public T[] Column<T>(string name)
    {
        var index = Array.IndexOf(_names, name);
        if (index < 0)
            throw new KeyNotFoundException($"There is no column '{name}'; there are {string.Join(", ", _names)}.");
        return _stored[index].AllValid<T>() ?? [.. this.Select(row => row.Get<T>(name))];
    }

    /// <inheritdoc/>
    public IEnumerator<DuckDbRow> GetEnumerator()
    {
        for (var row = 0; row < Count; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
