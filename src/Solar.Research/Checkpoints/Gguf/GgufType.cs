namespace Solar.Research.Checkpoints.Gguf;

/// <summary>How the matrices of a GGUF file are stored; norms are always single precision.</summary>
public enum GgufType
{
    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of an IEEE single.</summary>
    BF16,

    /// <summary>Q8_0: blocks of 32 signed bytes with one half-precision scale: 8.5 bits a weight.</summary>
    Q8,
}

/// <summary>The numbers behind the names: those of ggml.h and of llama.h.</summary>
internal static class GgufTypes
{
    /// <summary>ggml_type.</summary>
    public static uint TensorCode(this GgufType type) => type switch { GgufType.F32 => 0, GgufType.F16 => 1, GgufType.Q8 => 8, _ => 30 };

    /// <summary>llama_ftype, what general.file_type says.</summary>
    public static uint FileCode(this GgufType type) => type switch { GgufType.F32 => 0, GgufType.F16 => 1, GgufType.Q8 => 7, _ => 32 };

    /// <summary>Bytes of so many elements; of Q8_0, whole blocks.</summary>
    public static long Bytes(this GgufType type, long elements) => type switch
    {
        GgufType.F32 => elements * 4,
        GgufType.Q8 => elements / Q8Blocks.Elements * Q8Blocks.Bytes,
        _ => elements * 2,
    };
}
