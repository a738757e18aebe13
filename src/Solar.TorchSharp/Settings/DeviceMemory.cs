using TorchSharp;
using static Solar.TorchSharp.Interop.Native;
using static TorchSharp.torch;

namespace Solar.TorchSharp;

/// <summary>What libtorch's caching allocator holds of a GPU's memory, in bytes.</summary>
/// <param name="Allocated">Held by tensors now.</param>
/// <param name="PeakAllocated">The most that tensors held since the start or the last <see cref="ResetPeak"/>.</param>
/// <param name="Reserved">Taken from the GPU now, whether tensors use it or not.</param>
/// <param name="PeakReserved">The most that was taken.</param>
public sealed record DeviceMemory(long Allocated, long PeakAllocated, long Reserved, long PeakReserved)
{
    /// <summary>The numbers of a GPU; null of a CPU, and where the shim was built without the header of the CUDA runtime.</summary>
    public static DeviceMemory? Of(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type != DeviceType.CUDA) return null;
        Span<long> bytes = stackalloc long[4];
        Check(st_cuda_memory(device.index, bytes, out int known));
        return known == 0 ? null : new(bytes[0], bytes[1], bytes[2], bytes[3]);
    }

    /// <summary>Peaks are counted from now on.</summary>
    public static void ResetPeak(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type == DeviceType.CUDA) Check(st_cuda_reset_peak(device.index));
    }
}
