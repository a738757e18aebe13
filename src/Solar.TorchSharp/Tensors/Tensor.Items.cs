using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The one element of a tensor that has one.</summary>
        public T item<T>() where T : unmanaged
        {
            var number = Made(st_item(this, out var value), value);
            object boxed = default(T) switch
            {
                double => number.AsDouble,
                float => (float)number.AsDouble,
                Half => (Half)number.AsDouble,
                BFloat16 => new BFloat16((float)number.AsDouble),
                long => number.AsLong,
                int => checked((int)number.AsLong),
                short => checked((short)number.AsLong),
                sbyte => checked((sbyte)number.AsLong),
                byte => checked((byte)number.AsLong),
                bool => number.AsBool,
                _ => throw new ArgumentException($"A tensor cannot hold {typeof(T)}."),
            };
            return (T)boxed;
        }


        public static explicit operator double(Tensor value) => value.ToDouble();
        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}

/// <summary>The one element of a tensor that has one, as a number.</summary>
public static class TensorExtensionMethods
{
    public static double ToDouble(this torch.Tensor value) => value.item<double>();
    public static float ToSingle(this torch.Tensor value) => value.item<float>();
    public static long ToInt64(this torch.Tensor value) => value.item<long>();
    public static int ToInt32(this torch.Tensor value) => value.item<int>();
    public static bool ToBoolean(this torch.Tensor value) => value.item<bool>();
}
