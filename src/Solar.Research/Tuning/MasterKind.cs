namespace Solar.Research.Tuning;

/// <summary>Which weights AdamW changes, and where they are. What each costs in memory stands in this folder's README.</summary>
public enum MasterKind
{
    /// <summary>float32 weights beside the model, or the model's own where they are float32.</summary>
    Float32,

    /// <summary>float32 weights, gradient sums and optimizer state in the CPU's memory, where the step is taken; the device holds the model and its gradients alone.</summary>
    /// <remarks>Ren et al. 2021 (ZeRO-Offload), §3. The same bits as <see cref="Float32"/> where the same processor takes the step.</remarks>
    Offloaded,

    /// <summary>None: the model's own bfloat16 weights, rounded up or down at random so that the mean is right.</summary>
    /// <remarks>Zamirai et al. 2020, "Revisiting BFloat16 Training", §3: nearest rounding loses small updates, stochastic rounding does not.</remarks>
    None,
}
