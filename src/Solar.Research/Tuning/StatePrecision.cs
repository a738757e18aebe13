namespace Solar.Research.Tuning;

/// <summary>What the moments of AdamW are kept in; they are computed in float32 in any case.</summary>
public enum StatePrecision
{
    /// <summary>4 bytes a moment.</summary>
    Float32,

    /// <summary>2 bytes a moment, rounded up or down at random so that the running means stay right.</summary>
    Bfloat16,

    /// <summary>1 byte a moment and a float32 scale for every 256.</summary>
    /// <remarks>Dettmers et al. 2022, "8-bit Optimizers via Block-wise Quantization".</remarks>
    Int8,
}
