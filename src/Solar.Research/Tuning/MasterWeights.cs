using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The weights that are updated and the sum of their gradients, beside a model that may be less precise or elsewhere.</summary>
/// <remarks>
/// A float32 model is its own master and its gradient buffer is the sum. A bfloat16 model is a rounded copy: adding a small
/// update to 8 bits of mantissa would change nothing, so updates and sums are kept beside it (Micikevicius et al. 2018, §3.1), on the
/// same device or in the CPU's memory; or it is updated itself, with stochastic rounding, and its gradients are summed in bfloat16.
/// </remarks>
internal sealed class MasterWeights : IDisposable
{
    // What crosses between the devices at a time.
    private const long Piece = 1 << 24;

    private readonly TrainedWeights trained;
    private readonly bool copied;

    public MasterWeights(TrainedWeights trained, TrainRecipe recipe)
    {
        this.trained = trained;
        var expected = recipe.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        if (trained.Model.Weights.dtype != expected)
            throw new ArgumentException($"The recipe computes in {expected} but the model's weights are {trained.Model.Weights.dtype}: make the model in {expected}, or change the recipe's precision.", nameof(trained));
        copied = recipe.MasterWeights switch
        {
            MasterKind.None => false,
            MasterKind.Offloaded => true,
            _ => trained.Weights.dtype != ScalarType.Float32,
        };
        using var _ = no_grad();
        var place = recipe.MasterWeights == MasterKind.Offloaded ? CPU : trained.Weights.device;
        Weights = copied ? empty([trained.Weights.numel()], ScalarType.Float32, place).DetachFromDisposeScope() : trained.Weights;
        Gradients = copied ? zeros([trained.Weights.numel()], ScalarType.Float32, place).DetachFromDisposeScope() : trained.Gradients;
        if (copied)
            EachPiece(trained.Weights, Weights, (from, to) => to.copy_(from.to(place)));
    }

    /// <summary>[N] The weights that are updated: float32, or the model's own bfloat16.</summary>
    public Tensor Weights { get; }

    /// <summary>[N] The sum of the gradients of the micro-batches so far.</summary>
    public Tensor Gradients { get; }

    /// <summary>Forgets the gradients of the last step.</summary>
    public void Forget()
    {
        using var _ = no_grad();
        Gradients.zero_();
        if (copied)
            trained.Gradients.zero_();
    }

    /// <summary>Takes over what the last backward pass added to the gradients.</summary>
    public void Collect()
    {
        if (!copied)
            return;
        using var _ = no_grad();
        EachPiece(trained.Gradients, Gradients, (from, to) => to.add_(from.to(to.device)));
        trained.Gradients.zero_();
    }

    /// <summary>Gives the updated weights to what is trained.</summary>
    public void Publish()
    {
        if (!copied)
            return;
        using var _ = no_grad();
        EachPiece(Weights, trained.Weights, (from, to) => to.copy_(from.to(to.dtype)));
    }

    public void Dispose()
    {
        if (!copied)
            return;
        Weights.Dispose();
        Gradients.Dispose();
    }

    // A number changes its type before it goes to the device and after it came from there: half as much has to cross.
    private static void EachPiece(Tensor from, Tensor to, Action<Tensor, Tensor> take)
    {
        for (long at = 0; at < from.numel(); at += Piece)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Piece, from.numel() - at);
            take(from.narrow(0, at, count), to.narrow(0, at, count));
        }
    }
}
