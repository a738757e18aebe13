using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>
/// The log-probability of one token after each hidden state, a few rows of logits at a time. What is wanted of each is only
/// known in the backward pass, which therefore makes the logits a second time: [N, V] never exists.
/// </summary>
internal sealed class ChunkedLogProbs : autograd.SingleTensorFunction<ChunkedLogProbs>
{
    private const long LogitsOnCpu = 1 << 20; // 4 MiB in float32: they stay in the cache between product and softmax

    public override string Name => nameof(ChunkedLogProbs);

    /// <param name="hidden">[N, H]</param>
    /// <param name="head">[V, H]</param>
    /// <param name="targets">[N] int64, all within the vocabulary.</param>
    /// <returns>[N] log-probabilities; [N] 1 where no token is likelier than the target, else 0. Only the first has a gradient.</returns>
    public static (Tensor LogProbs, Tensor Correct) Of(Tensor hidden, Tensor head, Tensor targets)
    {
        var correct = empty([targets.shape[0]], Kernels.Wide(hidden).dtype, hidden.device);
        var logProbs = is_grad_enabled() && (hidden.requires_grad || head.requires_grad)
            ? apply(hidden, head, targets, correct)
            : Forward(hidden, head, targets, correct, null);
        return (logProbs, correct);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (hidden, head, targets) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        var normalisers = empty([targets.shape[0]], Kernels.Wide(hidden).dtype, hidden.device);
        var logProbs = Forward(hidden, head, targets, (Tensor)vars[3], normalisers);
        ctx.save_for_backward([hidden, head, targets, normalisers]);
        ctx.save_data("wanted", (hidden.requires_grad, head.requires_grad));
        return logProbs;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (hidden, head, targets, normalisers) = (saved[0], saved[1], saved[2], saved[3]);
        var (hiddenWanted, headWanted) = ((bool, bool))ctx.get_data("wanted")!;
        var hiddenGradient = hiddenWanted ? empty_like(hidden) : null;
        var headGradient = headWanted ? zeros_like(head, Kernels.Wide(head).dtype) : null;
        foreach (var (at, count) in Chunks(hidden, head))
        {
            using var chunk = NewDisposeScope();
            var x = hidden.narrow(0, at, count);
            var wanted = grad_output.narrow(0, at, count).unsqueeze(1);                            // [n, 1]

            // d log p / d logits = one at the target − softmax
            var slope = Kernels.Wide(x.matmul(head.t()));                                          // [n, V]
            slope = slope.sub_(normalisers.narrow(0, at, count).unsqueeze(1)).exp_().mul_(-wanted);
            slope.scatter_add_(1, targets.narrow(0, at, count).unsqueeze(1), wanted);
            slope = slope.to(x.dtype);
            hiddenGradient?.narrow(0, at, count).copy_(slope.matmul(head));
            headGradient?.add_(slope.t().matmul(x));
        }

        return [hiddenGradient?.MoveToOuterDisposeScope()!, headGradient?.to(head.dtype).MoveToOuterDisposeScope()!, null!, null!];
    }

    private static Tensor Forward(Tensor hidden, Tensor head, Tensor targets, Tensor correct, Tensor? normalisers)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var logProbs = empty([targets.shape[0]], Kernels.Wide(hidden).dtype, hidden.device);
        foreach (var (at, count) in Chunks(hidden, head))
        {
            using var chunk = NewDisposeScope();
            var logits = Kernels.Wide(hidden.narrow(0, at, count).matmul(head.t()));               // [n, V]
            var chosen = logits.gather(1, targets.narrow(0, at, count).unsqueeze(1)).squeeze(1);   // [n]
            var normaliser = logits.logsumexp(1);                                                  // [n]
            logProbs.narrow(0, at, count).copy_(chosen - normaliser);
            correct.narrow(0, at, count).copy_(chosen.ge(logits.amax([1])));
            normalisers?.narrow(0, at, count).copy_(normaliser);
        }

        return logProbs.MoveToOuterDisposeScope();
    }

    private static IEnumerable<(long At, long Count)> Chunks(Tensor hidden, Tensor head)
    {
        var (rows, most) = (hidden.shape[0], Math.Max(64, ChunkedCrossEntropy.LogitsAtOnce(head, LogitsOnCpu) / head.shape[0]));
        for (var at = 0L; at < rows; at += most)
            yield return (at, Math.Min(most, rows - at));
    }
}
