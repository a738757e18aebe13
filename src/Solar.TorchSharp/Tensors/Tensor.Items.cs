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

        public double ToDouble() => item<double>();
        public float ToSingle() => item<float>();
        public long ToInt64() => item<long>();
        public int ToInt32() => item<int>();
        public bool ToBoolean() => item<bool>();

        public static explicit operator double(Tensor value) => value.ToDouble();
        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}
