using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

public class PackedDocumentsTests
{
    [Fact]
    public void Three_documents_worked_by_hand()
    {
        // stream  10 11 12 | 20 21 | 30 31 32 33        T = 3: rows start at 0, 3, 6 and share one token
        var rows = PackedDocuments.Pack([[10, 11, 12], [20, 21], [30, 31, 32, 33]], tokensPerRow: 3);

        Assert.Equal(2, rows.Count);
        Assert.Equal([10, 11, 12, 20], rows[0].Tokens);
        Assert.Equal([0, 0, 0, 3], rows[0].DocumentStarts);
        Assert.Equal([20, 21, 30, 31], rows[1].Tokens);
        Assert.Equal([0, 0, 2, 2], rows[1].DocumentStarts);
        Assert.Equal(2, rows.UnusedTokens);
    }

    [Fact]
    public void A_document_that_began_in_an_earlier_row_starts_at_zero()
    {
        var rows = PackedDocuments.Pack([[1, 2, 3, 4, 5, 6, 7]], tokensPerRow: 2);

        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal([0, 0, 0], row.DocumentStarts));
    }

    [Theory]
    [InlineData(1, 7, 1)]
    [InlineData(2, 40, 5)]
    [InlineData(3, 300, 16)]
    [InlineData(4, 1000, 33)]
    public void Every_token_but_the_first_is_a_target_once_up_to_a_tail_shorter_than_a_row(long seed, int documents, int tokensPerRow)
    {
        var random = new SplitMix64(seed);
        var next = 0;
        var texts = Enumerable.Range(0, documents)
            .Select(_ => Enumerable.Range(0, 1 + random.Below(20)).Select(_ => next++).ToArray())
            .ToArray();

        var rows = PackedDocuments.Pack(texts, tokensPerRow, seed);
        var targets = rows.SelectMany(row => row.Tokens[1..]).ToArray();

        Assert.Equal(targets.Length, targets.Distinct().Count());
        Assert.Equal(next, 1 + targets.Length + rows.UnusedTokens);
        Assert.InRange(rows.UnusedTokens, 0, tokensPerRow - 1);
        Assert.All(rows, row => Assert.Equal(tokensPerRow + 1, row.Tokens.Length));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.Tokens[^1], pair.Second.Tokens[0]));
    }

    [Theory]
    [InlineData(5, 60, 7)]
    [InlineData(6, 200, 19)]
    public void A_token_sees_its_own_document_from_its_first_token_in_the_row(long seed, int documents, int tokensPerRow)
    {
        // Token ids carry the document's number, so that the rows can be read back: document · 100 + place.
        var random = new SplitMix64(seed);
        var texts = Enumerable.Range(0, documents)
            .Select(d => Enumerable.Range(0, 1 + random.Below(30)).Select(place => (d * 100) + place).ToArray())
            .ToArray();

        var read = 0;
        foreach (var row in PackedDocuments.Pack(texts, tokensPerRow, seed))
        {
            for (var t = 0; t < row.Tokens.Length; t++, read++)
            {
                var expected = Array.FindIndex(row.Tokens, token => token / 100 == row.Tokens[t] / 100);
                Assert.Equal(expected, row.DocumentStarts[t]);
            }
        }

        Assert.True(read > documents);
    }

    [Fact]
    public void The_order_depends_on_the_seed_only()
    {
        int[][] documents = [.. Enumerable.Range(0, 50).Select(d => new[] { d, d + 1000 })];

        Assert.Equal(Hash(1), Hash(1));
        Assert.NotEqual(Hash(1), Hash(2));
        Assert.NotEqual(Hash(1), Hash(null));

        string Hash(long? seed) => PackedDocuments.Pack(documents, 8, seed).Sha256();
    }

    [Fact]
    public void The_hash_tells_where_documents_begin_and_how_long_rows_are()
    {
        var hashes = new[]
        {
            PackedDocuments.Pack([[1, 2, 3], [4, 5, 6]], 2).Sha256(),
            PackedDocuments.Pack([[1, 2], [3, 4, 5, 6]], 2).Sha256(),
            PackedDocuments.Pack([[1, 2, 3], [4, 5, 6]], 3).Sha256(),
            PackedDocuments.Pack([[1, 2, 3], [4, 5, 7]], 2).Sha256(),
        };

        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Fact]
    public void Empty_documents_add_nothing()
    {
        var with = PackedDocuments.Pack([[], [1, 2, 3], [], [4, 5]], 2);

        Assert.Equal(PackedDocuments.Pack([[1, 2, 3], [4, 5]], 2).Sha256(), with.Sha256());
    }

    [Fact]
    public void Too_few_tokens_for_one_row_are_refused_with_both_numbers()
    {
        var refusal = Assert.Throws<ArgumentException>(() => PackedDocuments.Pack([[1, 2, 3]], tokensPerRow: 3));

        Assert.Contains("3 tokens in 1 documents do not fill one row of 3 + 1", refusal.Message, StringComparison.Ordinal);
    }
}
