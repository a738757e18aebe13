using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>
/// The loss of the output head, a few rows of logits at a time. The gradient of each chunk's logits is turned into that of
/// the hidden state and of the head at once, so [N, V] never exists and nothing is computed twice.
/// </summary>
internal sealed class ChunkedCrossEntropy : autograd.SingleTensorFunction<ChunkedCrossEntropy>
{
    private const long LogitsOnCpu = 1 << 22; // 16 MiB in float32

    public override string Name => nameof(ChunkedCrossEntropy);

    /// <summary>As many logits as a CPU wants at once, or as a GPU does: 128 MiB in float32, for a thousand rows and more keep it busy.</summary>
    public static long LogitsAtOnce(Tensor head, long onCpu) => head.device_type == DeviceType.CPU ? onCpu : 1 << 25;

    /// <inheritdoc cref="Kernels.HeadLoss"/>
    public static Tensor Mean(Tensor hidden, Tensor head, Tensor targets)
    {
        var counted = Counted(targets);
        if (counted is not null)
            (hidden, targets) = (hidden.index_select(0, counted), targets.index_select(0, counted));
        return is_grad_enabled() && (hidden.requires_grad || head.requires_grad)
            ? apply(hidden, head, targets)
            : Sum(hidden, head, targets, null, null) / targets.shape[0];
    }

    public static ArgumentException NothingToPredict(Tensor targets) =>
        new($"None of the {targets.numel()} targets is to be predicted (all are {TokenBatch.Ignored}), so there is no mean loss.");

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (hidden, head, targets) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        var hiddenGradient = empty_like(hidden);
        var headGradient = zeros_like(head, Kernels.Wide(head).dtype);
        var loss = Sum(hidden, head, targets, hiddenGradient, headGradient) / targets.shape[0];
        ctx.save_for_backward([hiddenGradient, headGradient.to(head.dtype)]);
        return loss;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        return [(saved[0] * grad_output).to(saved[0].dtype), (saved[1] * grad_output).to(saved[1].dtype), null!];
    }

    private static Tensor Sum(Tensor hidden, Tensor head, Tensor targets, Tensor? hiddenGradient, Tensor? headGradient)
    {
        using var scope = NewDisposeScope();
        var rows = hidden.shape[0];
        var sum = zeros([], Kernels.Wide(hidden).dtype, hidden.device);
        for (long at = 0, count; at < rows; at += count)
        {
            using var chunk = NewDisposeScope();
            count = Math.Min(rows - at, Math.Max(1, LogitsAtOnce(head, LogitsOnCpu) / head.shape[0]));
            var x = hidden.narrow(0, at, count);
            var target = targets.narrow(0, at, count).unsqueeze(1);            // [n, 1]
            var logits = Kernels.Wide(x.matmul(head.t()));                    // [n, V]
            var normaliser = logits.logsumexp(1, keepdim: true);               // [n, 1]
            sum.add_((normaliser - logits.gather(1, target)).sum());
            if (hiddenGradient is null || headGradient is null)
                continue;

            // d loss / d logits = (softmax − one at the target) ÷ N
            var slope = (logits - normaliser).exp();                           // [n, V]
            slope.scatter_add_(1, target, full_like(normaliser, -1));
            slope = (slope / rows).to(x.dtype);
            hiddenGradient.narrow(0, at, count).copy_(slope.matmul(head));
            headGradient.add_(slope.t().matmul(x));
        }

        return sum.MoveToOuterDisposeScope();
    }

    // The rows that count, or null if all do.
    private static Tensor? Counted(Tensor targets)
    {
        using var host = targets.cpu();
        var values = host.data<long>().ToArray();
        var counted = new List<long>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != TokenBatch.Ignored)
                counted.Add(i);
        }

        if (counted.Count == 0)
            throw NothingToPredict(targets);
        return counted.Count == values.Length ? null : tensor(counted.ToArray(), device: targets.device);
    }
}
