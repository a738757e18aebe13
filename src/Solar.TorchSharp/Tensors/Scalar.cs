using Solar.TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A number given to a tensor operation. It crosses to native code by value; nothing is allocated.</summary>
public readonly struct Scalar
{
    private Scalar(Number value) => Value = value;

    internal Number Value { get; }

    /// <summary>The type of a tensor filled with this number; null is libtorch's default type of floating point.</summary>
    internal torch.ScalarType? NaturalType => Value.Kind switch { 0 => torch.ScalarType.Int64, 2 => torch.ScalarType.Bool, _ => null };

    public static implicit operator Scalar(byte value) => Of(value);
    public static implicit operator Scalar(sbyte value) => Of(value);
    public static implicit operator Scalar(short value) => Of(value);
    public static implicit operator Scalar(int value) => Of(value);
    public static implicit operator Scalar(long value) => Of(value);
    public static implicit operator Scalar(float value) => Of(value);
    public static implicit operator Scalar(double value) => Of(value);
    public static implicit operator Scalar(Half value) => Of((double)value);
    public static implicit operator Scalar(bool value) => new(new Number(value ? 1 : 0, 2));

    private static Scalar Of(long value) => new(new Number(value, 0));
    private static Scalar Of(double value) => new(new Number(BitConverter.DoubleToInt64Bits(value), 1));
}
