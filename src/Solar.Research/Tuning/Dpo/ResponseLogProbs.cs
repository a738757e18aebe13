using Solar.Research.Data.Examples;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Dpo;

/// <summary>What a model makes of some responses to their prompts.</summary>
/// <param name="Sums">[N] log π(y | x), in nats, summed over the response's tokens; the term with a gradient.</param>
/// <param name="Counts">[N] |y|, the response's tokens, in the type of the sums.</param>
/// <param name="Correct">[N] How many of them the model finds likelier than any other token.</param>
/// <param name="MeanLogits">[N] The mean logit over the vocabulary and the response's tokens.</param>
/// <param name="Tokens">Tokens that went through the model.</param>
public sealed record ResponseLogProbs(Tensor Sums, Tensor Counts, Tensor Correct, Tensor MeanLogits, long Tokens)
{
    /// <summary>Runs the responses through a model, several of them side by side in a row, and makes logits for their tokens alone.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">Prompts with responses, N of them.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    public static ResponseLogProbs Of(Decoder model, IReadOnlyList<PromptedTokens> texts, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        using var rows = ResponseRows.Lay(texts, device);
        return Of(model, rows, texts.Count);
    }

    internal static ResponseLogProbs Of(Decoder model, ResponseRows rows, int count)
    {
        using var scope = NewDisposeScope();
        var hidden = model.Hidden(rows.Batch).view(-1, model.Config.HiddenSize).index_select(0, rows.Places); // [n, H]
        var (logProbs, correct) = model.LogProbs(hidden, rows.Targets);                                       // [n]
        var sums = Summed(logProbs);

        using var untracked = no_grad();
        var counts = Summed(ones_like(correct));
        var centre = model.Head.mean([0], keepdim: true);                                                     // [1, H]
        var logits = hidden.matmul(centre.t()).squeeze(1).to(correct.dtype); // the mean of all logits is that of the head's rows, times h
        return new(
            sums.MoveToOuterDisposeScope(),
            counts.MoveToOuterDisposeScope(),
            Summed(correct).MoveToOuterDisposeScope(),
            (Summed(logits) / counts).MoveToOuterDisposeScope(),
            rows.Tokens);

        Tensor Summed(Tensor perToken) => zeros([count], perToken.dtype, perToken.device).index_add(0, rows.ResponseOf, perToken, 1); // [N]
    }
}
