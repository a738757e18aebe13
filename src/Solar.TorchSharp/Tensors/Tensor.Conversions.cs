using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => To(type, null, copy, disposeAfter, non_blocking);
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => To(null, device, copy, disposeAfter, non_blocking);
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => To(type, device, copy, disposeAfter, non_blocking);
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => To(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => To(null, new Device(device), copy, disposeAfter, non_blocking);
        public Tensor to(Tensor other, bool non_blocking = false) => To(other.dtype, other.device, non_blocking: non_blocking);
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => To(type, null, copy, disposeAfter, non_blocking);
        public Tensor type(ScalarType dtype) => To(dtype, null);
        public Tensor cpu() => To(null, CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => To(null, device ?? CUDA, non_blocking: non_blocking);
        public Tensor @float() => To(ScalarType.Float32, null);
        public Tensor @double() => To(ScalarType.Float64, null);
        public Tensor half() => To(ScalarType.Float16, null);
        public Tensor bfloat16() => To(ScalarType.BFloat16, null);
        public Tensor @long() => To(ScalarType.Int64, null);
        public Tensor @int() => To(ScalarType.Int32, null);
        public Tensor @bool() => To(ScalarType.Bool, null);
        public Tensor @byte() => To(ScalarType.Byte, null);

        private Tensor To(ScalarType? type, Device? device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            var made = Made(st_to(this, Code(type), (int?)device?.type ?? -1, device?.index ?? -1, copy ? 1 : 0, non_blocking ? 1 : 0, out Tensor result), result);
            if (disposeAfter) Dispose();
            return made;
        }
    }
}
