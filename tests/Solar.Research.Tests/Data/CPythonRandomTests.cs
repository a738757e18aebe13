using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

/// <summary>Against CPython 3.11's <c>random.Random(42)</c>.</summary>
public sealed class CPythonRandomTests
{
    [Fact]
    public void Bits_are_those_of_getrandbits()
    {
        var random = new CPythonRandom(42);
        Assert.Equal([2746317213, 478163327, 107420369, 3184935163, 1181241943], Enumerable.Range(0, 5).Select(_ => random.Bits(32)));
    }

    [Fact]
    public void Doubles_are_those_of_random()
    {
        var random = new CPythonRandom(42);
        Assert.Equal([0.6394267984578837, 0.025010755222666936, 0.27502931836911926], Enumerable.Range(0, 3).Select(_ => random.Double()));
    }

    // python3 -c "import random; print([random.Random(s).getrandbits(32) for s in (0, -42, 2**32, 2**63-1, -2**63)])"
    [Theory]
    [InlineData(0, 3626764237)]
    [InlineData(-42, 2746317213)]
    [InlineData(1L << 32, 485306839)]
    [InlineData(long.MaxValue, 1359979423)]
    [InlineData(long.MinValue, 2377109768)]
    public void A_seed_counts_by_its_size_and_may_have_64_bits(long seed, uint first) => Assert.Equal(first, new CPythonRandom(seed).Bits(32));

    [Fact]
    public void A_shuffle_is_that_of_shuffle()
    {
        var items = Enumerable.Range(0, 20).ToArray();
        new CPythonRandom(42).Shuffle<int>(items);
        Assert.Equal([19, 5, 14, 4, 9, 13, 15, 18, 6, 12, 17, 10, 1, 11, 2, 16, 7, 8, 0, 3], items);
    }

    [Theory]
    [InlineData(10, new[] { 1, 0, 4 })]  // from a pool
    [InlineData(50, new[] { 40, 7, 1 })] // into a set
    public void A_sample_is_that_of_sample(int population, int[] expected) => Assert.Equal(expected, new CPythonRandom(42).Sample(population, 3));

    // The documents that the leaderboard asked first, and the examples that stood before them, by their places in Hugging Face's rows.
    [Theory]
    [InlineData(1172, 1119, 25, new[] { 595, 716, 511, 906, 148, 368, 930, 121 },
        new[]
        {
            888, 201, 205, 908, 340, 613, 59, 94, 664, 114, 600, 734, 767, 882, 298, 500, 1087, 843, 368, 348, 358, 161, 783, 493, 1019,
            293, 475, 944, 520, 941, 522, 19, 952, 589, 323, 151, 904, 707, 612, 868, 512, 935, 618, 407, 787, 989, 218, 485, 781, 735,
        })]
    [InlineData(10042, 39905, 10, new[] { 9792, 1027, 5366, 615, 5402, 477, 955, 6124 },
        new[] { 3656, 36651, 3421, 19327, 24999, 26324, 6280, 26942, 15277, 39293 })]
    [InlineData(1319, 7473, 5, new[] { 588, 1214, 57, 906, 1252, 618, 599, 289 },
        new[] { 7268, 4403, 1111, 3183, 3716, 3039, 5492, 6087, 5705, 4425, 3433, 4811, 6080, 5952, 1265 })]
    [InlineData(1267, 40398, 5, new[] { 187, 719, 618, 35, 404, 462, 1033, 540 },
        new[] { 5906, 19340, 21411, 27230, 11510, 13159, 8661, 35350, 23976, 34789, 32885, 17860, 10783, 16840, 31578 })]
    [InlineData(817, 0, 0, new[] { 740, 724, 678, 632, 237, 584, 664, 748 }, new int[0])]
    public void The_harness_draws_these_documents_and_examples(int documents, int pool, int shots, int[] first, int[] drawn)
    {
        var random = new CPythonRandom(42);
        var order = Enumerable.Range(0, documents).ToArray();
        random.Shuffle<int>(order);
        Assert.Equal(first, order[..first.Length]);

        var samples = new List<int>();
        while (samples.Count < drawn.Length)
            samples.AddRange(random.Sample(pool, shots));
        Assert.Equal(drawn, samples);
    }

    [Fact]
    public void More_than_there_are_cannot_be_drawn() => Assert.Throws<ArgumentOutOfRangeException>(() => new CPythonRandom(42).Sample(2, 3));
}
