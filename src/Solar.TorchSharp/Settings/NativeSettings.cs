using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Solar.TorchSharp.Interop;

namespace Solar.TorchSharp;

/// <summary>What was set for the native libraries before they were loaded, and which they are.</summary>
/// <remarks>
/// The variables are read by libgomp, OpenBLAS and libtorch when they are loaded, so they are set through libc before the
/// first native call. What the user has set is never changed.
/// </remarks>
public static class NativeSettings
{
    private static readonly List<NativeSetting> Settings = [];

    /// <summary>Every setting, in the order it was made.</summary>
    public static IReadOnlyList<NativeSetting> All
    {
        get
        {
            Load();
            return Settings;
        }
    }

    /// <summary>The version of libtorch, such as 1.13.0.</summary>
    public static string LibtorchVersion => Marshal.PtrToStringUTF8(Native.st_torch_version()) ?? "";

    /// <summary>What libtorch says of its own build, several lines.</summary>
    public static string LibtorchConfiguration => Marshal.PtrToStringUTF8(Native.st_show_config()) ?? "";

    /// <summary>The BLAS that multiplies matrices on the CPU.</summary>
    public static BlasLibrary Blas
    {
        get
        {
            string configuration = LibtorchConfiguration;
            return BlasLibrary.Among(File.ReadLines("/proc/self/maps"), configuration);
        }
    }

    /// <summary>The cores that can work at once: two hardware threads of one core count once.</summary>
    public static int PhysicalCores { get; } = CountCores();

    /// <summary>Called once, before the first native call.</summary>
    internal static void Choose()
    {
        string cores = PhysicalCores.ToString(CultureInfo.InvariantCulture);
        // Threads that spin while they wait make every other process on a busy machine wait too.
        Set("OMP_WAIT_POLICY", "passive");
        string threads = Set("OMP_NUM_THREADS", cores);
        // OpenBLAS does not ask libtorch: it follows what was said for OpenMP, by the user or here.
        Set("OPENBLAS_NUM_THREADS", threads);
        if (Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported)
        {
            // OpenBLAS takes newer processors than it knows for a Haswell.
            Set("OPENBLAS_CORETYPE", "SkylakeX");
            Set("ATEN_CPU_CAPABILITY", "avx512");
        }

        Native.st_initialize();
        SetMalloc();
    }

    // Any call on Native runs its static constructor, which chooses.
    private static void Load() => Native.st_get_num_threads();

    private static string Set(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is { } given)
        {
            // A value set from C# is not yet known to native code.
            LibC.setenv(name, given, overwrite: 1);
            Settings.Add(new(name, given, ChosenHere: false));
            return given;
        }

        LibC.setenv(name, value, overwrite: 0);
        Settings.Add(new(name, value, ChosenHere: true));
        return value;
    }

    // By default a big block is mapped anew every time it is asked for and cleared by the kernel page by page, which costs
    // several times the arithmetic done on it; a training step asks for hundreds of the same sizes. Here all of them come
    // from one heap, which is kept: no mapping of single blocks, no heaps of 64 MiB for threads, up to 2 GiB held back.
    private static void SetMalloc()
    {
        string? users = Environment.GetEnvironmentVariables().Keys.Cast<string>().FirstOrDefault(name => name.StartsWith("MALLOC_", StringComparison.Ordinal) || name == "GLIBC_TUNABLES");
        if (users is not null)
        {
            Settings.Add(new(users, Environment.GetEnvironmentVariable(users) ?? "", ChosenHere: false));
            return;
        }

        foreach (var (name, value) in new[] { ("M_MMAP_MAX", 0), ("M_ARENA_MAX", 1), ("M_TRIM_THRESHOLD", int.MaxValue), ("M_TOP_PAD", 64 << 20) })
        {
            if (Native.st_mallopt(name, value) != 0) Settings.Add(new(name, value.ToString(CultureInfo.InvariantCulture), ChosenHere: true));
        }
    }

    private static int CountCores()
    {
        const string cpus = "/sys/devices/system/cpu";
        if (!Directory.Exists(cpus)) return Environment.ProcessorCount;
        int cores = Directory.EnumerateDirectories(cpus, "cpu*")
            .Select(cpu => Path.Combine(cpu, "topology", "thread_siblings_list"))
            .Where(File.Exists).Select(File.ReadAllText).Distinct().Count();
        // Affinity and control groups may grant fewer than the machine has.
        return cores == 0 ? Environment.ProcessorCount : Math.Min(cores, Environment.ProcessorCount);
    }
}
