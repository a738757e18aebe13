using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Solar.Research.Data.Sets;

/// <summary>The number by which rows are drawn: the first 48 bits of SHA-256 over the seed and the key columns, with U+001F between them.</summary>
/// <remarks>In SQL it is the first 12 letters of the same hash in hexadecimal, which have the same order.</remarks>
internal static class RowHash
{
    private const int Letters = 12;
    private const char Between = '\u001f';

    public static long Of(long seed, DataRow row, IReadOnlyList<string> key)
    {
        var text = new StringBuilder().Append(seed.ToString(CultureInfo.InvariantCulture));
        foreach (var column in key)
            text.Append(Between).Append(row.KeyText(column));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 16);
    }

    public static string Sql(long seed, IReadOnlyList<string> key) => string.Create(
        CultureInfo.InvariantCulture,
        $"left(sha256(concat_ws(chr(31), '{seed}', {string.Join(", ", key.Select(column => $"coalesce(CAST({ParquetRows.Quoted(column)} AS VARCHAR), '')"))})), {Letters})");

    public static long Parse(string hexadecimal) => long.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
