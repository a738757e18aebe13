using System.Runtime.InteropServices;

namespace Solar.DuckDb.Interop;

/// <summary><c>duckdb_result</c>. It is passed by value, so its size counts; its members are DuckDB's own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeResult
{
    public fixed ulong Members[6];
}

/// <summary>A 128-bit number in halves, as HUGEINT, UUID and wide DECIMAL have it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeHugeInt
{
    public ulong Lower;
    public long Upper;

    public readonly Int128 Value => new((ulong)Upper, Lower);

    public static NativeHugeInt Of(Int128 value) => new() { Lower = (ulong)value, Upper = (long)(value >> 64) };
}

/// <summary>A decimal with its own width and scale.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    public byte Width, Scale;
    public NativeHugeInt Value;
}

/// <summary>Where a list's items are in its child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeListEntry
{
    public ulong Offset, Length;
}

/// <summary>Bytes of a value: up to twelve in place, more behind a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeString
{
    private const int InPlace = 12;

    public uint Length;
    public fixed byte Prefix[4];
    public byte* Pointer;

    /// <summary>The bytes of the string at a place of memory, valid as long as its chunk.</summary>
    public static ReadOnlySpan<byte> Bytes(NativeString* text) =>
        new(text->Length <= InPlace ? (byte*)text + sizeof(uint) : text->Pointer, (int)text->Length);
}
