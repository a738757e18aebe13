using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Model;
using Solar.Research.Tests.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Data.Examples;

public class PackedExamplesTests
{
    [Fact]
    public void Best_fit_decreasing_worked_by_hand()
    {
        // room for 10: lengths 4 7 2 6 3 3, longest first 7 6 4 3 3 2
        // 7 -> row 0 (3 left); 6 -> row 1 (4 left); 4 -> row 1, the fullest with room (0 left); 3 -> row 0 (0 left); 3 -> row 2 (7 left); 2 -> row 2 (5 left)
        int[] lengths = [4, 7, 2, 6, 3, 3];
        var packed = PackedExamples.Pack(lengths.Select((length, i) => Example(length, 1, 10 * (i + 1))), tokensPerRow: 9);

        Assert.Equal(3, packed.Count);
        Assert.Equal([20, 21, 22, 23, 24, 25, 26, 50, 51, 52], packed[0].Tokens);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 7, 7, 7], packed[0].DocumentStarts);
        Assert.Equal([40, 41, 42, 43, 44, 45, 10, 11, 12, 13], packed[1].Tokens);
        Assert.Equal([60, 61, 62, 30, 31, 0, 0, 0, 0, 0], packed[2].Tokens);
        Assert.Equal([0, 0, 0, 3, 3, 5, 5, 5, 5, 5], packed[2].DocumentStarts);
        Assert.Equal([false, true, true, false, true, false, false, false, false, false], packed[2].Counted!);
        Assert.Equal((6, 5L, 0, 0), (packed.Examples, packed.UnusedTokens, packed.Truncated, packed.Dropped));
        Assert.Equal(25 - 6, packed.CountedTokens); // all tokens but each example's first, which is its prompt
    }

    [Fact]
    public void Of_equally_full_rows_the_earliest_is_filled()
    {
        var packed = PackedExamples.Pack([Example(6, 1, 10), Example(6, 1, 20), Example(2, 1, 30)], tokensPerRow: 9);
        Assert.Equal([10, 11, 12, 13, 14, 15, 30, 31, 0, 0], packed[0].Tokens);
    }

    [Fact]
    public void Only_the_response_is_counted_and_the_batch_ignores_the_rest()
    {
        var packed = PackedExamples.Pack([Example(5, 3, 10), Example(3, 1, 20)], tokensPerRow: 9);
        using var batch = TokenBatch.From([packed[0]]);

        // tokens  10 11 12 13 14 | 20 21 22 | 0 0      prompts 10 11 12 and 20
        Assert.Equal([-100, -100, 13, 14, -100, 21, 22, -100, -100], batch.Targets!.data<long>().ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 5, 5, 5, 8], batch.FirstVisible!.data<long>().ToArray());
        Assert.Equal(4, packed.CountedTokens);
    }

    [Fact]
    public void Cut_and_dropped_examples_are_counted()
    {
        var packed = PackedExamples.Pack(
            [Example(12, 4, 10), Example(12, 10, 30), Example(5, 5, 50), Example(4, 2, 60) with { IsTruncated = true }, Example(3, 1, 70)], tokensPerRow: 9);

        Assert.Equal((3, 2, 2), (packed.Examples, packed.Truncated, packed.Dropped));
        Assert.Equal(Enumerable.Range(10, 10), packed[0].Tokens);
        var refusal = Assert.Throws<ArgumentException>(() => PackedExamples.Pack([Example(12, 10, 30)], tokensPerRow: 9));
        Assert.Contains("Of 1 examples none has a response that begins within 10 tokens", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_example_is_in_one_row_and_the_hash_tells_them_apart()
    {
        var random = new SplitMix64(3);
        var examples = Enumerable.Range(0, 500).Select(i => Example(2 + random.Below(40), 1, 100 * i)).ToList();
        var packed = PackedExamples.Pack(examples, tokensPerRow: 63);

        Assert.Equal(Enumerable.Range(0, 500), packed.SelectMany(row => row.Tokens.Where((token, t) => row.DocumentStarts[t] == t && row.Counted!.Length > t + 1 && row.Counted[t + 1])).Select(token => token / 100).Order());
        Assert.Equal(packed.Count, packed.Distinct().Count());
        Assert.Equal(packed.Sha256(), PackedExamples.Pack(examples, tokensPerRow: 63).Sha256());
        examples[7] = examples[7] with { Ids = [.. examples[7].Ids[..^1], 9] };
        Assert.NotEqual(packed.Sha256(), PackedExamples.Pack(examples, tokensPerRow: 63).Sha256());
    }

    [Fact]
    public void Each_token_loses_the_same_in_a_packed_row_as_alone()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = TinyDecoder.Make(TinyDecoder.Llama);
        var random = new SplitMix64(11);
        var examples = new[] { 7, 5, 4, 3, 9 }.Select(length => new PromptedTokens([.. Enumerable.Range(0, length).Select(_ => random.Below(37))], 2)).ToList();
        var packed = PackedExamples.Pack(examples, tokensPerRow: 17);
        var alone = examples.ToDictionary(example => string.Join(' ', example.Ids), example => Losses(new PackedRow(example.Ids, new int[example.Ids.Length])));

        Assert.Equal(2, packed.Count);
        int compared = 0;
        foreach (var row in packed)
        {
            var losses = Losses(row);
            for (int start = 0; start < row.Tokens.Length; start++)
            {
                int end = Enumerable.Range(start, row.Tokens.Length - start).Last(t => row.DocumentStarts[t] == start || t == start) + 1;
                if (row.DocumentStarts[start] != start || !alone.TryGetValue(string.Join(' ', row.Tokens[start..end]), out var expected))
                    continue;
                Close.Assert(expected, losses[start..(end - 1)], Tolerance.Forward);
                compared++;
            }
        }

        Assert.Equal(5, compared);

        double[] Losses(PackedRow row)
        {
            using var batch = TokenBatch.From([row with { Counted = null }]);
            var logs = nn.functional.log_softmax(decoder.call(batch), -1);
            return Close.Values(-logs.gather(-1, batch.Targets!.unsqueeze(-1)).squeeze(-1));
        }
    }

    private static PromptedTokens Example(int length, int prompt, int first) => new([.. Enumerable.Range(first, length)], prompt);
}
