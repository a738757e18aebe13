namespace Solar.Research.Tuning;

/// <summary>The numbers a model computes in. The weights that are updated are float32 in either case.</summary>
public enum Precision
{
    /// <summary>float32 throughout.</summary>
    Fp32,

    /// <summary>bfloat16 weights, activations and gradients; float32 master weights, optimizer and gradient sums.</summary>
    Bf16,
}
