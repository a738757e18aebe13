using System.Runtime.InteropServices;
using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A copy of an array of any rank.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var size = Enumerable.Range(0, rawArray.Rank).Select(rawArray.GetLongLength).ToArray();
        return rawArray switch
        {
            bool[] or bool[,] or bool[,,] or bool[,,,] => Flat<bool>(),
            _ => Type.GetTypeCode(rawArray.GetType().GetElementType()) switch
            {
                TypeCode.Byte => Flat<byte>(),
                TypeCode.SByte => Flat<sbyte>(),
                TypeCode.Int16 => Flat<short>(),
                TypeCode.Int32 => Flat<int>(),
                TypeCode.Int64 => Flat<long>(),
                TypeCode.Single => Flat<float>(),
                TypeCode.Double => Flat<double>(),
                _ when rawArray.GetType().GetElementType() == typeof(Half) => Flat<Half>(),
                _ when rawArray.GetType().GetElementType() == typeof(BFloat16) => Flat<BFloat16>(),
                _ => throw new ArgumentException($"A tensor cannot hold {rawArray.GetType().GetElementType()}.", nameof(rawArray)),
            },
        };

        Tensor Flat<T>() where T : unmanaged =>
            Copy(rawArray.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(rawArray)), rawArray.Length), size, dtype, device, requires_grad, names);
    }

    /// <summary>A tensor over the array's own memory, from element <paramref name="offset"/> on: a change to one is a change to the other.</summary>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        long elements = count < 0 ? rawArray.LongLength - offset : count;
        if (offset < 0 || elements < 0 || offset + elements > rawArray.LongLength)
        {
            throw new ArgumentException($"{elements} elements from {offset} on were asked for of an array of {rawArray.LongLength}.", nameof(count));
        }

        if (Buffer.ByteLength(rawArray) != rawArray.LongLength * SizeOf(dtype)) throw new ArgumentException($"The elements of {rawArray.GetType()} are not those of {dtype}.", nameof(dtype));
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        var place = (byte*)pin.AddrOfPinnedObject() + offset * SizeOf(dtype);
        int status = st_from_blob(place, &elements, 1, (int)dtype, &Unpin, GCHandle.ToIntPtr(pin), out Tensor shared);
        if (status != 0) pin.Free();
        return Made(status, shared).requires_grad_(requires_grad);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pin) => GCHandle.FromIntPtr(pin).Free();

    private static unsafe Tensor Copy<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) where T : unmanaged
    {
        long expected = 1;
        foreach (long length in size) expected *= length;
        if (expected != values.Length) throw new ArgumentException($"{values.Length} values were given for a tensor of [{string.Join(", ", size.ToArray())}], which has {expected}.", nameof(values));
        fixed (T* v = values)
        {
            T none = default;
            return Made(st_from_data(v is null ? &none : v, size, size.Length, (int)TypeOf<T>(), new Options(dtype, device, requires_grad, names), out Tensor made), made);
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
        BFloat16 => ScalarType.BFloat16,
        _ => throw new ArgumentException($"A tensor cannot hold {typeof(T)}."),
    };

    private static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        _ => 8,
    };
}
