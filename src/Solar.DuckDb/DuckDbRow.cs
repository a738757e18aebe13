using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Solar.DuckDb;

/// <summary>One row, or one STRUCT: names and values, in order.</summary>
/// <param name="names">The columns; rows of one result share them.</param>
/// <param name="values">One for each.</param>
public sealed class DuckDbRow(IReadOnlyList<string> names, object?[] values) : IReadOnlyDictionary<string, object?>
{
    /// <summary>The value of a column; where two have one name, the first.</summary>
    public object? this[string name] => values[IndexOf(name)];

    /// <summary>The value at a place.</summary>
    public object? this[int column] => values[column];

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => names;

    /// <inheritdoc/>
    public IEnumerable<object?> Values => values;

    /// <summary>The value of a column as another type: numbers are converted if they fit, null becomes null.</summary>
    /// <exception cref="InvalidCastException">It is no such thing.</exception>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public T Get<T>(string name)
    {
        var value = this[name];
        if (value is T already)
            return already;
        var wanted = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (value is null)
        {
            return default(T) is null
                ? default!
                : throw new InvalidCastException($"Column '{name}' is null here; ask for {typeof(T).Name}? to allow that.");
        }

        try
        {
            // Sums of integers are HUGEINT, which Convert does not know.
            return value is Int128 huge && wanted != typeof(Int128)
                ? (T)Convert.ChangeType(wanted == typeof(double) ? (double)huge : (object)(decimal)huge, wanted, CultureInfo.InvariantCulture)
                : (T)Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture);
        }
        catch (InvalidCastException)
        {
            throw new InvalidCastException($"Column '{name}' has a {value.GetType().Name}, which is no {wanted.Name}.");
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => names.Contains(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (names[i] == key)
            {
                value = values[i];
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => names.Zip(values, (name, value) => new KeyValuePair<string, object?>(name, value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{{ {string.Join(", ", this.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {pair.Value ?? "null"}")))} }}";

    private int IndexOf(string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (names[i] == name)
                return i;
        }

        throw new KeyNotFoundException($"There is no column '{name}'; there are {string.Join(", ", names)}.");
    }
}
