using System.Globalization;

namespace Solar.Research.Experiments.Paper;

/// <summary>What a GPU offers, by its data sheet.</summary>
/// <param name="Name">What <c>--gpu</c> calls it.</param>
/// <param name="MemoryBytes">The memory that CUDA reports, rounded down: less than the data sheet's.</param>
/// <param name="FlopsPerSecond">Peak of dense bfloat16 matrix products summed in float32.</param>
/// <param name="BytesPerSecond">Peak of the memory.</param>
public sealed record GpuKind(string Name, double MemoryBytes, double FlopsPerSecond, double BytesPerSecond)
{
    private const double GiB = 1L << 30;

    /// <summary>NVIDIA H100 SXM, 80 GB.</summary>
    public static GpuKind H100 { get; } = new("h100", 79 * GiB, 989e12, 3.35e12);

    /// <summary>The known ones.</summary>
    public static IReadOnlyList<GpuKind> All { get; } =
    [
        H100,
        new("h200", 139 * GiB, 989e12, 4.8e12),
        new("a100-80", 79 * GiB, 312e12, 2.039e12),
        new("a100-40", 39 * GiB, 312e12, 1.555e12),
        new("l40s", 44 * GiB, 362e12, 0.864e12),
        new("rtx4090", 23 * GiB, 165e12, 1.008e12),
    ];

    /// <summary>A GPU by name, or of one's own numbers.</summary>
    /// <param name="name">One of <see cref="All"/>; <see cref="H100"/> when nothing is said.</param>
    /// <param name="memoryGb">Its memory in GB of 10⁹ bytes, in place of the named one's.</param>
    /// <param name="tflops">Its peak in 10¹² operations a second, in place of the named one's.</param>
    /// <exception cref="ArgumentException">There is no such GPU, or a number is not positive.</exception>
    public static GpuKind Of(string? name, double? memoryGb = null, double? tflops = null)
    {
        var gpu = name is null ? H100 : All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"No GPU '{name}' is known; there are {string.Join(", ", All.Select(known => known.Name))}. Describe another by --gpu-memory-gb and --gpu-tflops.");
        if (memoryGb is null && tflops is null)
            return gpu;
        Refuse(memoryGb, "memory", "GB");
        Refuse(tflops, "peak", "TFLOP/s");
        return gpu with
        {
            Name = name is null ? "your GPU" : $"{gpu.Name}, changed",
            MemoryBytes = memoryGb * 1e9 ?? gpu.MemoryBytes,
            FlopsPerSecond = tflops * 1e12 ?? gpu.FlopsPerSecond,
        };
    }

    private static void Refuse(double? value, string what, string unit)
    {
        if (value is { } number && (!(number > 0) || !double.IsFinite(number)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A GPU's {what} is positive, not {number} {unit}."));
    }
}
