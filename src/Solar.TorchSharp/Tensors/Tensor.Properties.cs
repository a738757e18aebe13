using System.Globalization;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long dim() => Made(st_dim(this, out long dimensions), dimensions);

        public long Dimensions => dim();

        public long ndim => dim();

        public long numel() => Made(st_numel(this, out long count), count);

        public long NumberOfElements => numel();

        public long ElementSize => Made(st_element_size(this, out long bytes), bytes);

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)Made(st_dtype(this, out int type), type);

        public long size(int dim) => Made(st_size(this, dim, out long length), length);

        public long[] size() => shape;

        public long stride(int dim) => Made(st_stride(this, dim, out long step), step);

        public unsafe long[] shape
        {
            get
            {
                long[] sizes = new long[dim()];
                fixed (long* p = sizes) Check(st_sizes(this, p));
                return sizes;
            }
        }

        public unsafe long[] stride()
        {
            long[] steps = new long[dim()];
            fixed (long* p = steps) Check(st_strides(this, p));
            return steps;
        }

        public Device device
        {
            get
            {
                Check(st_device(this, out int type, out int index));
                return new Device((DeviceType)type, index);
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_contiguous() => Made(st_is_contiguous(this, out int yes), yes) != 0;

        public long storage_offset() => Made(st_storage_offset(this, out long offset), offset);

        public bool is_floating_point() => dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

        public bool is_integral() => dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"[{string.Join("x", shape)}], type = {dtype}, device = {device}");
    }
}
