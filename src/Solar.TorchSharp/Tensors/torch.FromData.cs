using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Copy<float>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Copy<double>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Copy<long>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);

    private static unsafe Tensor Copy<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) where T : unmanaged
    {
        long expected = 1;
        foreach (long length in size) expected *= length;
        if (expected != values.Length) throw new ArgumentException($"{values.Length} values were given for a tensor of [{string.Join(", ", size.ToArray())}], which has {expected}.", nameof(values));
        fixed (T* v = values)
        fixed (long* s = size)
        {
            T none = default;
            return Made(st_from_data(v is null ? &none : v, s, size.Length, (int)TypeOf<T>(), new Options(dtype, device, requires_grad, names), out Tensor made), made);
        }
    }

    internal static ScalarType TypeOf<T>() => default(T) switch
    {
        byte => ScalarType.Byte,
        sbyte => ScalarType.Int8,
        short => ScalarType.Int16,
        int => ScalarType.Int32,
        long => ScalarType.Int64,
        Half => ScalarType.Float16,
        float => ScalarType.Float32,
        double => ScalarType.Float64,
        bool => ScalarType.Bool,
        _ => throw new ArgumentException($"A tensor cannot hold {typeof(T)}."),
    };
}
