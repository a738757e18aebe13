using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The float32 weights behind a model and the float32 sum of its gradients.</summary>
/// <remarks>
/// A float32 model is its own master and its gradient buffer is the sum. A bfloat16 model is a rounded copy: adding a small
/// update to 8 bits of mantissa would change nothing, so updates and sums are kept beside it (Micikevicius et al. 2018, §3.1).
/// </remarks>
internal sealed class MasterWeights : IDisposable
{
    private readonly TrainedWeights trained;
    private readonly bool copied;

    public MasterWeights(TrainedWeights trained, Precision precision)
    {
        this.trained = trained;
        var expected = precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        if (trained.Model.Weights.dtype != expected)
            throw new ArgumentException($"The recipe computes in {expected} but the model's weights are {trained.Model.Weights.dtype}: make the model in {expected}, or change the recipe's precision.", nameof(trained));
        copied = trained.Weights.dtype != ScalarType.Float32;
        using var _ = no_grad();
        Weights = copied ? trained.Weights.to(ScalarType.Float32).DetachFromDisposeScope() : trained.Weights;
        Gradients = copied ? zeros_like(Weights).DetachFromDisposeScope() : trained.Gradients;
    }

    /// <summary>[N] The weights that are updated.</summary>
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
        Gradients.add_(trained.Gradients);
        trained.Gradients.zero_();
    }

    /// <summary>Gives the updated weights to what is trained.</summary>
    public void Publish()
    {
        if (!copied)
            return;
        using var _ = no_grad();
        trained.Weights.copy_(Weights);
    }

    public void Dispose()
    {
        if (!copied)
            return;
        Weights.Dispose();
        Gradients.Dispose();
    }
}
