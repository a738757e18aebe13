using Solar.Research.Experiments.Paper;

namespace Solar.Research.Tests.Experiments.Paper;

public class GpuKindTests
{
    [Fact]
    public void Ones_own_numbers_take_the_place_of_the_named_ones()
    {
        var gpu = GpuKind.Of("a100-40", memoryGb: 48, tflops: 100);
        Assert.Equal((48e9, 100e12, 1.555e12), (gpu.MemoryBytes, gpu.FlopsPerSecond, gpu.BytesPerSecond));
        Assert.Equal(GpuKind.H100, GpuKind.Of(null));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Assert.Contains("h100, h200, a100-80", Assert.Throws<ArgumentException>(() => GpuKind.Of("h101")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void A_memory_that_is_none_is_refused(double gigabytes) => Assert.Throws<ArgumentException>(() => GpuKind.Of(null, gigabytes));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    public void A_utilisation_that_is_no_share_is_refused(double share) => Assert.Throws<ArgumentException>(() => new PaperMachine(GpuKind.H100, share).Validate());
}
