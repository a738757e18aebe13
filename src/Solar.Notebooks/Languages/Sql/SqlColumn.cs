using System.Collections;
using System.Globalization;
using System.Numerics;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Languages.Sql;

/// <summary>A column of a table made of a collection.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">DuckDB's type.</param>
/// <param name="Convert">A value of the collection as one that DuckDB takes.</param>
internal sealed record SqlColumn(string Name, string SqlType, Func<object?, object?> Convert)
{
    private static readonly Dictionary<Type, string> Types = new()
    {
        [typeof(bool)] = "BOOLEAN",
        [typeof(sbyte)] = "TINYINT",
        [typeof(byte)] = "UTINYINT",
        [typeof(short)] = "SMALLINT",
        [typeof(ushort)] = "USMALLINT",
        [typeof(int)] = "INTEGER",
        [typeof(uint)] = "UINTEGER",
        [typeof(long)] = "BIGINT",
        [typeof(ulong)] = "UBIGINT",
        [typeof(nint)] = "BIGINT",
        [typeof(Int128)] = "HUGEINT",
        [typeof(UInt128)] = "UHUGEINT",
        [typeof(BigInteger)] = "HUGEINT",
        [typeof(Half)] = "FLOAT",
        [typeof(float)] = "FLOAT",
        [typeof(double)] = "DOUBLE",
        [typeof(string)] = "VARCHAR",
        [typeof(char)] = "VARCHAR",
        [typeof(Uri)] = "VARCHAR",
        [typeof(byte[])] = "BLOB",
        [typeof(Guid)] = "UUID",
        [typeof(DateTime)] = "TIMESTAMP",
        [typeof(DateTimeOffset)] = "TIMESTAMPTZ",
        [typeof(DateOnly)] = "DATE",
        [typeof(TimeOnly)] = "TIME",
        [typeof(TimeSpan)] = "INTERVAL",
    };

    /// <summary>The column for values that are at hand.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="declared">What the collection's type says of them, if it says anything.</param>
    /// <param name="values">All of them.</param>
    public static SqlColumn Of(string name, Type? declared, IEnumerable<object?> values)
    {
        var type = declared is null || declared == typeof(object) ? Common(values) : Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(decimal))
        {
            var scale = values.OfType<decimal>().Select(value => (int)value.Scale).DefaultIfEmpty(0).Max();
            return new(name, string.Create(CultureInfo.InvariantCulture, $"DECIMAL(38, {scale})"), Same);
        }

        if (Types.TryGetValue(type, out var sql))
            return new(name, sql, type == typeof(double) ? ToDouble : Same);
        if (type.IsEnum)
            return new(name, "VARCHAR", value => value?.ToString());
        if (ItemOf(type) is { } item && Types.TryGetValue(Nullable.GetUnderlyingType(item) ?? item, out var itemSql))
            return new(name, itemSql + "[]", Same);
        return new(name, "VARCHAR", AsText);
    }

    // One type for all; several kinds of numbers are doubles; anything else is told as text.
    private static Type Common(IEnumerable<object?> values)
    {
        var types = values.Where(value => value is not null and not DBNull).Select(value => value!.GetType()).Distinct().ToArray();
        return types switch
        {
            [] => typeof(string),
            [var only] => only,
            _ when types.All(IsPlainNumber) => typeof(double),
            _ => typeof(object),
        };
    }

    private static bool IsPlainNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal && !type.IsEnum;

    private static Type? ItemOf(Type type) => type == typeof(string) ? null : type.IsArray ? type.GetElementType() : type.GetInterfaces().Append(type)
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static object? Same(object? value) => value;

    private static object? ToDouble(object? value) => value is null or DBNull or double ? value : System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static object? AsText(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        IEnumerable or IFormattable => Formatter.Of(value, "text/plain").Data["text/plain"]!.ToString(),
        _ => value.ToString(),
    };
}
