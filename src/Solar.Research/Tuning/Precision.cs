namespace Solar.Research.Tuning;

/// <summary>The numbers a model computes in.</summary>
public enum Precision
{
    /// <summary>float32 throughout.</summary>
    Fp32,

    /// <summary>bfloat16 weights, activations and gradients; what is updated and summed is float32, unless <see cref="TrainRecipe.MasterWeights"/> says otherwise.</summary>
    Bf16,

    /// <summary>float32 throughout, but a GPU may round what goes into matrix products to 10 bits (TensorFloat-32). On a CPU it is <see cref="Fp32"/>.</summary>
    Tf32,
}
