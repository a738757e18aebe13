using Solar.TorchSharp;

namespace Solar.Research.Benchmarks.Training;

/// <summary>The environment that both sides are started in.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Variables">What is set; all other variables of threads, BLAS and allocation are removed.</param>
internal sealed record TrainSettings(string Name, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly string[] Governed = ["OMP_", "GOMP_", "KMP_", "OPENBLAS_", "MKL_", "BLIS_", "ATEN_", "MALLOC_", "GLIBC_TUNABLES", "SOLAR_CPU"];

    /// <summary>Nothing set: each side as it comes.</summary>
    public static TrainSettings Default { get; } = new("defaults", new Dictionary<string, string>());

    /// <summary>What our side chooses for itself on this machine, given to both: threads, waiting, BLAS kernels, and what malloc keeps.</summary>
    public static TrainSettings Tuned { get; } = new(
        "tuned, both",
        NativeSettings.All.ToDictionary(setting => VariableOf(setting.Name), setting => setting.Value));

    /// <summary>The same with one thread, as the experiments train: two runs side by side, each on its core.</summary>
    public static TrainSettings OneThread { get; } = new(
        "one thread",
        new Dictionary<string, string>(Tuned.Variables) { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" });

    /// <summary>Makes the environment of a child process this one.</summary>
    public void Apply(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => Governed.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToArray())
            environment.Remove(name);
        foreach (var (name, value) in Variables)
            environment[name] = value;
    }

    // mallopt's parameters have variables of their own, such as MALLOC_TOP_PAD_ for M_TOP_PAD; one of them has no underscore at its end.
    private static string VariableOf(string setting) => setting switch
    {
        "M_ARENA_MAX" => "MALLOC_ARENA_MAX",
        _ when setting.StartsWith("M_", StringComparison.Ordinal) => $"MALLOC_{setting[2..]}_",
        _ => setting,
    };
}
