using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>What is added to the results of a layer's four matrix products: functions of what goes into them, or nothing.</summary>
/// <param name="Qkv">[…, H] to […, (A + 2K)·D].</param>
/// <param name="Output">[…, A·D] to […, H].</param>
/// <param name="GateUp">[…, H] to […, 2F].</param>
/// <param name="Down">[…, F] to […, H].</param>
internal sealed record LayerAdditions(
    Func<Tensor, Tensor>? Qkv = null, Func<Tensor, Tensor>? Output = null, Func<Tensor, Tensor>? GateUp = null, Func<Tensor, Tensor>? Down = null);
