namespace Solar.Research.Experiments.Stages;

/// <summary>How many stages are worth running side by side: two threads of one core share its arithmetic units.</summary>
public static class PhysicalCores
{
    /// <summary>The physical cores that this process may use.</summary>
    public static int Count { get; } = Math.Min(Environment.ProcessorCount, OfCpuInfo(ReadCpuInfo()) ?? Environment.ProcessorCount);

    /// <summary>The distinct cores in the text of <c>/proc/cpuinfo</c>; null when it does not tell cores apart.</summary>
    public static int? OfCpuInfo(string text)
    {
        var cores = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(processor => (Socket: Field(processor, "physical id"), Core: Field(processor, "core id")))
            .Where(place => place.Core is not null)
            .Distinct()
            .Count();
        return cores > 0 ? cores : null;
    }

    private static string ReadCpuInfo() => File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";

    private static string? Field(string processor, string name) =>
        processor.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
            .FirstOrDefault();
}
