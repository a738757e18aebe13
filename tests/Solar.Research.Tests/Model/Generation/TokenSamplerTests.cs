using Solar.Research.Model.Generation;

namespace Solar.Research.Tests.Model.Generation;

public class TokenSamplerTests
{
    // Probabilities 0.5, 0.25, 0.15, 0.1 in the order 2, 0, 3, 1.
    private static readonly float[] Logits = [MathF.Log(0.25f), MathF.Log(0.1f), MathF.Log(0.5f), MathF.Log(0.15f)];

    [Fact]
    public void Without_sampling_the_likeliest_is_taken_the_lower_id_of_two_alike()
    {
        Assert.Equal(2, new TokenSampler(new(), [], 0).Next([.. Logits]));
        Assert.Equal(1, new TokenSampler(new(), [], 0).Next([0, 5, 5]));
    }

    [Theory]
    [InlineData(1.0, null, null, new[] { 0.25, 0.1, 0.5, 0.15 })]
    [InlineData(1.0, 2, null, new[] { 0.25 / 0.75, 0, 0.5 / 0.75, 0 })]
    [InlineData(1.0, null, 0.74, new[] { 0.25 / 0.75, 0, 0.5 / 0.75, 0 })]
    [InlineData(1.0, null, 0.76, new[] { 0.25 / 0.9, 0, 0.5 / 0.9, 0.15 / 0.9 })]
    [InlineData(1.0, 1, 0.1, new[] { 0.0, 0, 1, 0 })]
    // Half the temperature squares the probabilities: 0.0625, 0.01, 0.25, 0.0225 of 0.345.
    [InlineData(0.5, null, null, new[] { 0.0625 / 0.345, 0.01 / 0.345, 0.25 / 0.345, 0.0225 / 0.345 })]
    // Top-p after top-k: of 0.5, 0.25, 0.15 (÷ 0.9) the first is 0.56, the first two 0.83.
    [InlineData(1.0, 3, 0.6, new[] { 0.25 / 0.75, 0, 0.5 / 0.75, 0 })]
    public void Draws_come_as_often_as_their_probability_says(double temperature, int? topK, double? topP, double[] expected)
    {
        const int draws = 20_000;
        var sampler = new TokenSampler(new() { Sampling = new() { Temperature = temperature, TopK = topK, TopP = topP, Seed = 1 } }, [], 0);
        var counts = new double[4];
        for (var i = 0; i < draws; i++)
            counts[sampler.Next([.. Logits])]++;

        for (var id = 0; id < 4; id++)
        {
            var deviation = Math.Sqrt(expected[id] * (1 - expected[id]) / draws);
            Assert.InRange(counts[id] / draws, expected[id] - (4 * deviation), expected[id] + (4 * deviation));
        }
    }

    [Fact]
    public void Repetition_is_punished_on_both_sides_of_zero_for_prompt_and_text()
    {
        var sampler = new TokenSampler(new() { RepetitionPenalty = 2 }, [0], 0);

        // 3 ÷ 2 < 2; then 2 ÷ 2 < 3 ÷ 2, but 1.6 is larger; then all are known: 1.5, 1, 0.8.
        Assert.Equal(1, sampler.Next([3, 2, 1.4f]));
        Assert.Equal(2, sampler.Next([3, 2, 1.6f]));
        Assert.Equal(0, sampler.Next([3, 2, 1.6f]));
        // −1 · 2 < −1.5
        Assert.Equal(1, new TokenSampler(new() { RepetitionPenalty = 2 }, [0], 0).Next([-1, -1.5f]));
    }

    [Fact]
    public void Rows_draw_their_own_numbers()
    {
        int[] Draw(int row)
        {
            var sampler = new TokenSampler(new() { Sampling = new() { Seed = 1 } }, [], row);
            return [.. Enumerable.Range(0, 20).Select(_ => sampler.Next([.. Logits]))];
        }

        Assert.Equal(Draw(0), Draw(0));
        Assert.NotEqual(Draw(0), Draw(1));
    }
}
