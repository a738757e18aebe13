using System.Diagnostics;
using System.Globalization;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>The device, and what its maker says that it can do.</summary>
/// <param name="Name">As the driver calls it; the processor's where no GPU is asked for.</param>
/// <param name="Teraflops">Dense bfloat16 operations a second, in 10¹²; none of a device that the table lacks.</param>
/// <param name="Bandwidth">Bytes a second of its memory, in 10⁹; none likewise.</param>
internal sealed record GpuCard(string Name, double? Teraflops, double? Bandwidth)
{
    // NVIDIA's data sheets, without sparsity. The first name that is part of the driver's is taken.
    private static readonly GpuCard[] Sold =
    [
        new("H200", 989.4, 4800),
        new("H100 PCIe", 756, 2000),
        new("H100 NVL", 835, 3900),
        new("H100", 989.4, 3350),
        new("A100-SXM4-80GB", 312, 2039),
        new("A100-SXM4-40GB", 312, 1555),
        new("L40S", 362, 864),
        new("RTX 4090", 165.2, 1008),
    ];

    public static GpuCard Of(GpuOptions options)
    {
        var name = options.Device.StartsWith("cuda", StringComparison.Ordinal) ? Driver(options.Device) : $"{Processor()} (no GPU)";
        var sold = Sold.FirstOrDefault(card => name.Contains(card.Name, StringComparison.OrdinalIgnoreCase));
        return new(name, options.PeakTeraflops ?? sold?.Teraflops, options.Bandwidth ?? sold?.Bandwidth);
    }

    private static string Driver(string device)
    {
        var index = device.Split(':') is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
        var start = new ProcessStartInfo("nvidia-smi", ["--query-gpu=name", "--format=csv,noheader", $"--id={index}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var name = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? name : "a GPU that nvidia-smi does not name";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "a GPU without nvidia-smi";
        }
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "a processor";
}
