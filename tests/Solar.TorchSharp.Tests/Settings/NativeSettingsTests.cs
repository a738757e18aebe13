using System.Globalization;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Settings;

public sealed class NativeSettingsTests
{
    [Fact]
    public void Libtorch_uses_the_threads_that_were_chosen()
    {
        string threads = NativeSettings.All.Single(setting => setting.Name == "OMP_NUM_THREADS").Value;
        Assert.Equal(int.Parse(threads, CultureInfo.InvariantCulture), get_num_threads());
        Assert.InRange(NativeSettings.PhysicalCores, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void Every_setting_says_who_chose_it()
    {
        Assert.Contains("OMP_WAIT_POLICY", NativeSettings.All.Select(setting => setting.Name));
        foreach (var setting in NativeSettings.All.Where(setting => !setting.Name.StartsWith("M_", StringComparison.Ordinal)))
        {
            Assert.Equal(setting.ChosenHere, Environment.GetEnvironmentVariable(setting.Name) is null);
        }
    }

    [Fact]
    public void Libtorch_says_its_version() => Assert.Matches(@"^\d+\.\d+\.\d+", NativeSettings.LibtorchVersion);

    [Fact]
    public void The_blas_in_use_is_named()
    {
        Assert.NotEqual("unknown", NativeSettings.Blas.Name);
        Assert.Equal(NativeSettings.Blas.Name == "reference BLAS", NativeSettings.Blas.Warning is not null);
    }

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", "reference BLAS", true)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3", "OpenBLAS", false)]
    [InlineData("/opt/mkl/lib/libmkl_core.so.2", "MKL", false)]
    [InlineData("/lib/libc.so.6", "unknown", false)]
    public void The_blas_is_known_by_its_file(string file, string name, bool warned)
    {
        var blas = BlasLibrary.Among([$"7f0000000000-7f0000001000 r-xp 00000000 08:01 1234                       {file}"], "");
        Assert.Equal(name, blas.Name);
        Assert.Equal(warned, blas.Warning is not null);
        if (warned) Assert.Contains("apt-get install libopenblas0-openmp", blas.Warning, StringComparison.Ordinal);
    }
}
