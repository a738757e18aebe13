using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The peak of a GPU's memory, where the tensor provider tells it: TorchSharp does not, this repository's own does.</summary>
internal static class GpuMemory
{
    /// <summary>The most bytes that tensors held since <see cref="Forget"/>; none on a CPU.</summary>
    public static long? Peak(Device device) =>
#if TORCH_SYSTEM
        Solar.TorchSharp.DeviceMemory.Of(device)?.PeakAllocated;
#else
        null;
#endif

    /// <summary>Counts from now on.</summary>
    public static void Forget(Device device)
    {
#if TORCH_SYSTEM
        Solar.TorchSharp.DeviceMemory.ResetPeak(device);
#endif
    }
}
