using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

public class RowOrderTests
{
    [Fact]
    public void Every_epoch_holds_every_example_once_in_another_order()
    {
        var order = new RowOrder(100, seed: 7);
        var epochs = Enumerable.Range(0, 3).Select(e => Enumerable.Range(0, 100).Select(i => order[(e * 100) + i]).ToArray()).ToArray();

        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 100), epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
    }

    [Fact]
    public void A_position_says_all_so_reading_from_the_middle_gives_the_same_examples()
    {
        var whole = new RowOrder(13, seed: 3);
        var straight = Enumerable.Range(0, 60).Select(i => whole[i]).ToArray();
        var resumed = new RowOrder(13, seed: 3);

        Assert.Equal(straight[41..], Enumerable.Range(41, 19).Select(i => resumed[i]).ToArray());
        Assert.NotEqual(straight, Enumerable.Range(0, 60).Select(i => new RowOrder(13, seed: 4)[i]).ToArray());
    }

    [Fact]
    public void Three_examples_take_each_of_their_six_orders_about_equally_often()
    {
        // 6000 shuffles, 1000 expected of each; five standard deviations are 5·√(6000·1/6·5/6) = 144.
        var counts = Enumerable.Range(0, 6000)
            .Select(seed => new RowOrder(3, seed))
            .GroupBy(order => (order[0], order[1], order[2]))
            .ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 856, 1144));
    }
}
