namespace Solar.Research.Checkpoints;

/// <summary>One tensor of a checkpoint without its numbers: what a header says of it.</summary>
/// <param name="Name">The name in the checkpoint.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The sizes, outermost first; empty for a scalar.</param>
public sealed record TensorEntry(string Name, StoredType Type, IReadOnlyList<long> Shape)
{
    /// <summary>The product of the sizes.</summary>
    /// <exception cref="OverflowException">The product does not fit 63 bits.</exception>
    public long ElementCount => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The bytes the tensor takes in the file.</summary>
    /// <exception cref="OverflowException">The product does not fit 63 bits.</exception>
    public long ByteCount => checked(ElementCount * Type.SizeInBytes());

    /// <summary>Equal in name, type and every size.</summary>
    public bool Equals(TensorEntry? other) =>
        other is not null && Name == other.Name && Type == other.Type && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Shape.Count);

    /// <summary>Such as <c>lm_head.weight BF16 [32000, 4096]</c>.</summary>
    public override string ToString() => $"{Quoted.Name(Name)} {Type.SafetensorsName()} [{string.Join(", ", Shape)}]";
}
