using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

public class SplitMix64Tests
{
    [Fact]
    public void The_sequence_is_the_published_one()
    {
        // The reference values of seed 1234567 that accompany the generator's C implementation (Vigna).
        var random = new SplitMix64(1234567);

        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void Streams_of_one_seed_differ_and_repeat()
    {
        Assert.Equal(new SplitMix64(1, 5).Next(), new SplitMix64(1, 5).Next());
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(stream => new SplitMix64(1, stream).Next()).Distinct().Count());
    }

    [Fact]
    public void Numbers_below_a_bound_reach_every_value_and_none_beyond()
    {
        var random = new SplitMix64(9);
        var seen = Enumerable.Range(0, 1000).Select(_ => random.Below(7)).ToArray();

        Assert.Equal(Enumerable.Range(0, 7), seen.Distinct().Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Below(0));
    }
}
