using System.Globalization;

namespace TorchSharp;

/// <summary>The upper half of a float: 8 bits of exponent and 8 of significand, rounded to nearest, ties to even.</summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>
{
    private readonly ushort bits;

    public BFloat16(float value)
    {
        uint whole = BitConverter.SingleToUInt32Bits(value);
        bits = float.IsNaN(value) ? (ushort)((whole >> 16) | 0x40) : (ushort)((whole + 0x7FFF + ((whole >> 16) & 1)) >> 16);
    }

    public static explicit operator BFloat16(float value) => new(value);
    public static explicit operator BFloat16(double value) => new((float)value);
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    public float ToSingle() => this;

    public bool Equals(BFloat16 other) => ToSingle().Equals(other.ToSingle());

    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    public override int GetHashCode() => ToSingle().GetHashCode();

    public int CompareTo(BFloat16 other) => ToSingle().CompareTo(other.ToSingle());

    public override string ToString() => ToSingle().ToString(CultureInfo.InvariantCulture);

    public static bool operator ==(BFloat16 left, BFloat16 right) => left.ToSingle() == right.ToSingle();
    public static bool operator !=(BFloat16 left, BFloat16 right) => left.ToSingle() != right.ToSingle();
    public static bool operator <(BFloat16 left, BFloat16 right) => left.ToSingle() < right.ToSingle();
    public static bool operator >(BFloat16 left, BFloat16 right) => left.ToSingle() > right.ToSingle();
    public static bool operator <=(BFloat16 left, BFloat16 right) => left.ToSingle() <= right.ToSingle();
    public static bool operator >=(BFloat16 left, BFloat16 right) => left.ToSingle() >= right.ToSingle();
}
