using Solar.Research.Data.Overlap;

namespace Solar.Research.Tests.Data.Overlap;

public sealed class DeduplicateTests
{
    [Fact]
    public void Of_several_with_the_same_words_the_first_is_kept()
    {
        var result = Deduplicate.Exact(["What is it?", "a", "what is IT", "...", "!!!", "What is it, then?"], text => text);
        Assert.Equal(["What is it?", "a", "...", "!!!", "What is it, then?"], result.Kept);
        Assert.Equal(new Repeated<string>("what is IT", "What is it?", 1), Assert.Single(result.Dropped));
    }

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(0.61, 0)]
    public void Near_copies_go_from_the_named_Jaccard_index_on(double jaccard, int dropped)
    {
        // 2-grams: ab bc cd de against ab bc cd dx: 3 shared, 5 in all, 0.6.
        var result = Deduplicate.Near(["a b c d e", "a b c d x"], text => text, n: 2, jaccard);
        Assert.Equal(dropped, result.Dropped.Count);
    }

    [Fact]
    public void Near_finds_what_comparing_every_pair_finds()
    {
        var random = new Solar.Research.Data.SplitMix64(5);
        var texts = Enumerable.Range(0, 120).Select(_ => string.Join(' ', Enumerable.Range(0, 3 + random.Below(5)).Select(_ => (char)('a' + random.Below(3))))).ToList();

        var expected = new List<string>();
        foreach (var text in texts)
        {
            if (!expected.Any(kept => Jaccard(kept, text) >= 0.7))
                expected.Add(text);
        }

        Assert.InRange(expected.Count, 20, 100);
        Assert.Equal(expected, Deduplicate.Near(texts, text => text, n: 2, jaccard: 0.7).Kept);
    }

    private static double Jaccard(string a, string b)
    {
        var (left, right) = (Pairs(a), Pairs(b));
        return (double)left.Intersect(right).Count() / left.Union(right).Count();
    }

    private static HashSet<string> Pairs(string text)
    {
        var words = text.Split(' ');
        return [.. words.Zip(words.Skip(1), (first, second) => $"{first} {second}")];
    }
}
