using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        internal nint DataPointer => Made(st_data_ptr(this, out nint pointer), pointer);

        /// <summary>The memory of a contiguous tensor on the CPU, below 2 GiB. It is valid while the tensor lives.</summary>
        public Span<byte> bytes
        {
            get
            {
                RequireDense();
                long count = numel() * ElementSize;
                if (count > int.MaxValue) throw new NotSupportedException($"The tensor has {count} bytes; a span holds at most {int.MaxValue}. Use WriteBytesToStream and ReadBytesFromStream.");
                return new Span<byte>((void*)DataPointer, (int)count);
            }

            set
            {
                var mine = bytes;
                if (value.Length != mine.Length) throw new ArgumentException($"{value.Length} bytes were given to a tensor of {mine.Length}.", nameof(value));
                value.CopyTo(mine);
            }
        }

        /// <summary>Reads and writes single elements, and copies them out.</summary>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            if (is_contiguous() && device_type == DeviceType.CPU)
            {
                foreach (var (offset, length) in Pieces()) stream.Write(new ReadOnlySpan<byte>((byte*)DataPointer + offset, length));
                return;
            }

            using var here = cpu();
            using var dense = here.contiguous();
            dense.WriteBytesToStream(stream, bufferSize);
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            RequireDense();
            foreach (var (offset, length) in Pieces()) stream.ReadExactly(new Span<byte>((byte*)DataPointer + offset, length));
        }

        internal Span<T> Elements<T>() where T : unmanaged => MemoryMarshal.CreateSpan(ref Unsafe.AsRef<T>((T*)DataPointer), checked((int)numel()));

        internal void RequireOnCpu(ScalarType type)
        {
            if (device_type != DeviceType.CPU) throw new InvalidOperationException($"The elements of a tensor on {device} cannot be read; call cpu() first.");
            if (dtype != type) throw new ArgumentException($"The tensor holds {dtype}, and {type} was asked for.");
        }

        private void RequireDense()
        {
            if (device_type != DeviceType.CPU) throw new InvalidOperationException($"The bytes of a tensor on {device} cannot be read; call cpu() first.");
            if (!is_contiguous()) throw new InvalidOperationException("The bytes of a tensor that is not contiguous cannot be read; call contiguous() first.");
        }

        private List<(long Offset, int Length)> Pieces()
        {
            const int largest = 1 << 20;
            long all = numel() * ElementSize;
            var pieces = new List<(long, int)>();
            for (long offset = 0; offset < all; offset += largest) pieces.Add((offset, (int)Math.Min(largest, all - offset)));
            return pieces;
        }
    }
}
