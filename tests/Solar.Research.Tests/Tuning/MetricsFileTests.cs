using Solar.Research.Tuning;

namespace Solar.Research.Tests.Tuning;

public sealed class MetricsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("metrics").FullName;

    [Fact]
    public void Rows_come_back_with_the_same_bits()
    {
        var rows = new MetricRow[]
        {
            new(0, 0, 0, 0, MetricName.ValidationLoss, 9.0109133472),
            new(1, 4096, 1.0 / 3, 1.234567890123e18, MetricName.TrainLoss, Math.PI),
            new(2, long.MaxValue, double.Epsilon, double.MaxValue, "a, \"quoted\" name", -0.0),
            new(3, 1, 1, 1, "not finite", double.NaN),
        };
        var path = Path.Combine(folder, "metrics.csv");

        using (var file = MetricsFile.Start(path, rows[..2]))
        {
            file.Append(rows[2..3]);
            Assert.Equal(rows[..3], MetricsFile.Read(path));
            file.Append(rows[3..]);
        }

        Assert.Equal(rows, MetricsFile.Read(path));
        Assert.Equal("step,tokens,seconds,flops,name,value", File.ReadLines(path).First());
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("step,tokens\n1,2\n")]
    [InlineData("step,tokens,seconds,flops,name,value\n1,2,3,4,loss,a lot\n")]
    [InlineData("step,tokens,seconds,flops,name,value\n1,2,3\n")]
    [InlineData("")]
    public void A_file_of_another_shape_is_refused_by_its_path(string text)
    {
        var path = Path.Combine(folder, "metrics.csv");
        File.WriteAllText(path, text);

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => MetricsFile.Read(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
