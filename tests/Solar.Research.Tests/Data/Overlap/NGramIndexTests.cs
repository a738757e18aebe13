using Solar.Research.Data.Overlap;

namespace Solar.Research.Tests.Data.Overlap;

public sealed class NGramIndexTests
{
    [Fact]
    public void Words_are_runs_of_letters_and_digits_in_lower_case() =>
        Assert.Equal(["don", "t", "pay", "3", "50", "für", "öl"], ComparedWords.Of("Don't pay $3.50\nfür ÖL!"));

    [Fact]
    public void Shared_n_grams_counted_by_hand()
    {
        // "the cat sat on the mat" has the 3-grams  the-cat-sat  cat-sat-on  sat-on-the  on-the-mat
        // "then the cat sat on a mat" has           then-the-cat the-cat-sat cat-sat-on  sat-on-a  on-a-mat
        var index = NGramIndex.Of([("cat", "The cat sat on the mat."), ("dog", "A dog lay under the table.")], 3);

        var overlap = Assert.Single(index.Overlaps("Then the cat sat on a mat"));

        Assert.Equal(new SharedNGrams("cat", Shared: 2, Total: 4, Others: 5), overlap);
        Assert.Equal(2 / 4.0, overlap.Share);
        Assert.Equal(2 / 7.0, overlap.Jaccard);
        Assert.Equal((2, 8), (index.Count, index.NGrams));
    }

    [Fact]
    public void A_repeated_n_gram_counts_once()
    {
        var index = NGramIndex.Of([("a", "no no no no")], 2);
        Assert.Equal(new SharedNGrams("a", 1, 1, 2), Assert.Single(index.Overlaps("No, no! no never")));
    }

    [Fact]
    public void A_text_shorter_than_n_is_found_whole_inside_a_longer_one()
    {
        var index = NGramIndex.Of([("short", "Who is Mira?"), ("none", "?!")], 8);
        Assert.Equal("short", Assert.Single(index.Overlaps("User: who is Mira? Assistant: she is a cook.")).Id);
        Assert.Empty(index.Overlaps("who was Mira"));
    }

    [Fact]
    public void The_text_of_which_most_is_held_comes_first_and_ties_keep_their_order()
    {
        var index = NGramIndex.Of([("half", "a b x"), ("whole", "a b c"), ("other half", "z b c")], 2);
        Assert.Equal(["whole", "half", "other half"], index.Overlaps("a b c").Select(overlap => overlap.Id));
    }

    [Fact]
    public void The_order_of_words_matters() => Assert.Empty(NGramIndex.Of([("a", "one two three")], 2).Overlaps("three two one"));
}
