using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Tests.Model;
using Solar.Research.Tuning.Dpo;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Dpo;

public class ResponseLogProbsTests
{
    // A longest text of 13 tokens, so rows of 12 places, and a text takes one less than it has: 12 | 9 + 3 | 8 + 4 | 8 | 6 + 5.
    private static readonly (int Prompt, int Response)[] Sizes = [(3, 2), (6, 7), (1, 3), (5, 5), (8, 1), (4, 2), (2, 5), (1, 8)];

    [Fact]
    public void Responses_side_by_side_have_the_log_probabilities_that_each_has_alone()
    {
        using var scope = NewDisposeScope();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral, ScalarType.Float64);
        var texts = Texts();

        var seen = ResponseLogProbs.Of(model, texts);

        for (var i = 0; i < texts.Length; i++)
        {
            // From the whole logits of the text alone: token t is predicted at t − 1.
            var (ids, prompt) = (texts[i].Ids, texts[i].PromptLength);
            var logits = model.call(TinyDecoder.Batch(ids.Select(id => (long)id).ToArray()));
            var places = Enumerable.Range(prompt, ids.Length - prompt).ToArray();
            var log = nn.functional.log_softmax(logits, -1);
            Close.Assert(places.Sum(t => log[0, t - 1, ids[t]].item<double>()), seen.Sums[i], Tolerance.Float64);
            Close.Assert(places.Length, seen.Counts[i], Tolerance.Exact);
            Close.Assert(places.Count(t => logits[0, t - 1].argmax().item<long>() == ids[t]), seen.Correct[i], Tolerance.Exact);
            Close.Assert(places.Average(t => logits[0, t - 1].mean().item<double>()), seen.MeanLogits[i], Tolerance.Float64);
        }

        Assert.Equal(texts.Sum(text => text.Ids.Length - 1), seen.Tokens);
    }

    [Fact]
    public void Rows_are_filled_and_no_longer_than_the_longest_text()
    {
        using var rows = ResponseRows.Lay(Texts());

        Assert.Equal([5, 12], rows.Batch.Ids.shape);
        Assert.Equal(Sizes.Sum(size => size.Response), rows.Places.shape[0]);
    }

    [Fact]
    public void The_gradient_of_one_response_is_the_slope_of_central_differences()
    {
        const double Step = 1e-6;
        using var scope = NewDisposeScope();
        using var model = TinyDecoder.Make(TinyDecoder.Llama, ScalarType.Float64);
        var texts = Texts();
        Wanted(ResponseLogProbs.Of(model, texts)).backward();

        var compared = 0;
        for (var w = 3L; w < model.Weights.numel(); w += 997, compared++)
        {
            var at = model.Weights[w].item<double>();
            Close.Assert((Moved(w, at + Step) - Moved(w, at - Step)) / (2 * Step), model.Gradients[w], Tolerance.FiniteDifference);
            Moved(w, at);
        }

        Assert.True(compared > 10);

        // Other weights for other responses: what goes wrong between them does not cancel.
        Tensor Wanted(ResponseLogProbs seen) => (seen.Sums * tensor(Enumerable.Range(0, Sizes.Length).Select(i => 0.3 - (0.1 * i)).ToArray())).sum();

        double Moved(long weight, double to)
        {
            using var untracked = no_grad();
            model.Weights.narrow(0, weight, 1).fill_(to);
            return Wanted(ResponseLogProbs.Of(model, texts)).item<double>();
        }
    }

    [Fact]
    public void A_text_without_a_response_is_refused()
    {
        using var model = TinyDecoder.Make(TinyDecoder.Llama);

        Assert.Contains("Text 1 has a prompt of 3 of its 3 tokens", Refusal(new PromptedTokens([1, 2, 3], 2), new PromptedTokens([1, 2, 3], 3)), StringComparison.Ordinal);
        Assert.Contains("Text 0 has a prompt of 0 of its 1 tokens", Refusal(new PromptedTokens([1], 0)), StringComparison.Ordinal);

        string Refusal(params PromptedTokens[] texts) => Assert.Throws<ArgumentException>(() => ResponseLogProbs.Of(model, texts)).Message;
    }

    private static PromptedTokens[] Texts()
    {
        var random = new SplitMix64(21);
        return [.. Sizes.Select(size => new PromptedTokens([.. Enumerable.Range(0, size.Prompt + size.Response).Select(_ => random.Below(TinyDecoder.Llama.VocabSize))], size.Prompt))];
    }
}
