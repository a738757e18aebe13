namespace Solar.Research.Checkpoints;

/// <summary>The element type of a tensor as a safetensors file stores it.</summary>
public enum StoredType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Unsigned, 8 bits.</summary>
    U8,

    /// <summary>Signed, 8 bits.</summary>
    I8,

    /// <summary>Unsigned, 16 bits.</summary>
    U16,

    /// <summary>Signed, 16 bits.</summary>
    I16,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of an IEEE single.</summary>
    BF16,

    /// <summary>Unsigned, 32 bits.</summary>
    U32,

    /// <summary>Signed, 32 bits.</summary>
    I32,

    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>Unsigned, 64 bits.</summary>
    U64,

    /// <summary>Signed, 64 bits.</summary>
    I64,

    /// <summary>IEEE double precision.</summary>
    F64,

    /// <summary>8-bit float with 4 exponent bits.</summary>
    F8E4M3,

    /// <summary>8-bit float with 5 exponent bits.</summary>
    F8E5M2,
}

/// <summary>What safetensors calls each <see cref="StoredType"/>, and how wide it is.</summary>
public static class StoredTypes
{
    /// <summary>The width of one element.</summary>
    public static int SizeInBytes(this StoredType type) => type switch
    {
        StoredType.Bool or StoredType.U8 or StoredType.I8 or StoredType.F8E4M3 or StoredType.F8E5M2 => 1,
        StoredType.U16 or StoredType.I16 or StoredType.F16 or StoredType.BF16 => 2,
        StoredType.U32 or StoredType.I32 or StoredType.F32 => 4,
        StoredType.U64 or StoredType.I64 or StoredType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such stored type."),
    };

    /// <summary>The name in a safetensors header, such as <c>BF16</c> or <c>F8_E4M3</c>.</summary>
    public static string SafetensorsName(this StoredType type) => type switch
    {
        StoredType.Bool => "BOOL",
        StoredType.F8E4M3 => "F8_E4M3",
        StoredType.F8E5M2 => "F8_E5M2",
        _ => type.ToString(),
    };

    /// <summary>The type a safetensors header means by <paramref name="name"/>; null when it is not one of ours.</summary>
    public static StoredType? FromSafetensorsName(string name)
    {
        foreach (var type in Enum.GetValues<StoredType>())
        {
            if (type.SafetensorsName() == name)
                return type;
        }

        return null;
    }
}
