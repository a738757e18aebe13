using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, read and written in place. Index by row, or by one number in reading order.</summary>
public sealed class TensorAccessor<T> : IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;

    internal TensorAccessor(torch.Tensor tensor)
    {
        tensor.RequireOnCpu(torch.TypeOf<T>());
        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        Count = tensor.numel();
    }

    public long Count { get; }

    public T this[params long[] indices]
    {
        get => At(Offset(indices));
        set => At(Offset(indices)) = value;
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        using var dense = tensor.contiguous();
        dense.Elements<T>().CopyTo(all);
        return all;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => ToArray().AsSpan(checked((int)tensorIndex)).CopyTo(array.AsSpan(arrayIndex));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private unsafe ref T At(long offset) => ref *((T*)tensor.DataPointer + offset);

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1) indices = Unravel(indices[0]);
        if (indices.Length != shape.Length) throw new ArgumentException($"{indices.Length} indices were given to a tensor of {shape.Length} dimensions.", nameof(indices));
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= shape[i]) throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"Dimension {i} has {shape[i]} elements.");
            offset += indices[i] * strides[i];
        }

        return offset;
    }

    private long[] Unravel(long index)
    {
        if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"The tensor has {Count} elements.");
        long[] indices = new long[shape.Length];
        for (int i = shape.Length - 1; i >= 0; i--) (index, indices[i]) = Math.DivRem(index, shape[i]);
        return indices;
    }
}
