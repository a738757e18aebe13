namespace Solar.TorchSharp;

/// <summary>The library of matrix products in use.</summary>
/// <param name="Name">OpenBLAS, MKL, BLIS, ATLAS, or "reference BLAS".</param>
/// <param name="Path">The file it was loaded from; empty where it is part of libtorch.</param>
/// <param name="Warning">What is wrong with it and how to mend that, or null.</param>
public sealed record BlasLibrary(string Name, string Path, string? Warning)
{
    /// <summary>Finds it in the lines of /proc/self/maps, or in what libtorch says of its build.</summary>
    public static BlasLibrary Among(IEnumerable<string> maps, string configuration)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(configuration);
        string[] files = [.. maps.Select(line => line.IndexOf('/', StringComparison.Ordinal) is >= 0 and var start ? line[start..] : "").Distinct()];
        foreach (var (part, name) in new[] { ("openblas", "OpenBLAS"), ("libmkl_", "MKL"), ("blis", "BLIS"), ("atlas", "ATLAS") })
        {
            if (files.FirstOrDefault(file => file.Contains(part, StringComparison.OrdinalIgnoreCase)) is { } path) return new(name, path, null);
        }

        if (files.FirstOrDefault(file => file.Contains("libblas.so", StringComparison.Ordinal)) is { } reference)
        {
            return new("reference BLAS", reference, $"{reference} is the reference BLAS, much slower than OpenBLAS: apt-get install libopenblas0-openmp");
        }

        bool mkl = configuration.Contains("BLAS_INFO=mkl", StringComparison.OrdinalIgnoreCase) || configuration.Contains("Math Kernel Library", StringComparison.Ordinal);
        return new(mkl ? "MKL" : "unknown", "", null);
    }
}
