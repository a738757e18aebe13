using static TorchSharp.torch;

namespace Solar.Research.Tests.Gpu;

/// <summary>Where the tests of this folder run: everything on the CPU, and once more on a GPU where there is one.</summary>
internal static class TestDevice
{
    public static TheoryData<string> All => new() { "cpu", "cuda:0" };

    public static Device Of(string name)
    {
        Assert.SkipUnless(name == "cpu" || cuda.is_available(), $"SKIPPED: this libtorch ({__version__}) sees no GPU, so nothing was run on {name}.");
        return device(name);
    }
}
