using Solar.Research.Plots.Layout;

namespace Solar.Research.Tests.Plots.Layout;

public class ThinningTests
{
    private static readonly LinearScale Across = new(0, 100_000, 0, 600, 5), Up = new(-10, 10, 300, 0, 5);

    [Fact]
    public void A_short_line_is_drawn_whole() =>
        Assert.Equal(2000, Thinning.Pieces(new([.. Enumerable.Range(0, 2000).Select(i => (double)i)], new double[2000]), Across, Up).Single().Count);

    [Fact]
    public void A_long_line_keeps_its_ends_and_every_extreme()
    {
        var random = new Random(1);
        var y = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        (y[31_234], y[77_777]) = (9, -9);
        var piece = Thinning.Pieces(new([.. Enumerable.Range(0, y.Length).Select(i => (double)i)], y), Across, Up).Single();

        Assert.True(piece.Count <= 2000, $"{piece.Count} points are left");
        Assert.Equal((0.0, y[0]), piece[0]);
        Assert.Equal((99_999.0, y[^1]), piece[^1]);
        Assert.Contains((31_234.0, 9.0), piece);
        Assert.Contains((77_777.0, -9.0), piece);
        Assert.Equal(piece.OrderBy(point => point.X), piece);
    }

    [Fact]
    public void What_is_no_number_parts_a_line() =>
        Assert.Equal([2, 1, 2], Thinning.Pieces(new([0, 1, 2, 3, double.NaN, 5, 6], [1, 1, double.NaN, 1, 1, 1, 1]), Across, Up).Select(piece => piece.Count));

    [Fact]
    public void Of_many_points_the_stray_ones_stay_and_the_dense_places_stay_dense()
    {
        var random = new Random(2);
        var dense = Enumerable.Range(0, 50_000).Select(_ => (X: 1000 * random.NextDouble(), Y: random.NextDouble())).ToList();
        var all = dense.Append((X: 99_000, Y: 9.5)).ToList();
        var kept = Thinning.Points(new([.. all.Select(point => point.X)], [.. all.Select(point => point.Y)]), Across, Up);

        Assert.InRange(kept.Count, 500, Thinning.Whole);
        Assert.Contains(50_000, kept);
    }
}
