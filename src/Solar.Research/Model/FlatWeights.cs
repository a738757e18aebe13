using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>The one buffer of all weights, the one of their gradients, and the parameters that are views of both.</summary>
/// <remarks>Not tensors of the module itself, for a module would list them as buffers beside their own views.</remarks>
internal sealed class FlatWeights(long count, Device device, ScalarType dtype) : IDisposable
{
    private readonly List<(Parameter Parameter, Region Region)> views = [];
    private Tensor? gradients;

    /// <summary>[N]</summary>
    public Tensor Weights { get; } = zeros([count], dtype, device).DetachFromDisposeScope();

    /// <summary>[N] Zeros at first.</summary>
    public Tensor Gradients
    {
        get
        {
            AllocateGradients();
            return gradients!;
        }
    }

    public Parameter Parameter(Region region)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(At(Weights, region).detach());
        parameter.DetachFromDisposeScope();
        views.Add((parameter, region));
        return parameter;
    }

    public Embedding Table(Region region)
    {
        using var scope = NewDisposeScope();
        var table = nn.Embedding_from_pretrained(At(Weights, region), freeze: false);
        table.weight!.DetachFromDisposeScope();
        views.Add((table.weight!, region));
        return table;
    }

    public void AllocateGradients()
    {
        if (gradients is not null)
            return;
        gradients = zeros_like(Weights).DetachFromDisposeScope();
        foreach (var (parameter, region) in views)
        {
            using var scope = NewDisposeScope();
            parameter.grad = At(gradients, region).DetachFromDisposeScope();
        }
    }

    /// <summary>Whether the parameters get gradients.</summary>
    public void Learn(bool learn)
    {
        foreach (var (parameter, _) in views)
            parameter.requires_grad_(learn);
    }

    public void Dispose()
    {
        Weights.Dispose();
        gradients?.Dispose();
    }

    private static Tensor At(Tensor flat, Region region) => flat.narrow(0, region.Start, region.Count).view(region.Shape);
}
