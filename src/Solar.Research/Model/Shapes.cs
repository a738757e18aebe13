using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>The check at the door of a function that takes tensors.</summary>
internal static class Shapes
{
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static Tensor ExpectShape(this Tensor tensor, params long[] shape) =>
        tensor.shape.AsSpan().SequenceEqual(shape)
            ? tensor
            : throw new ArgumentException($"A tensor of shape [{string.Join(", ", tensor.shape)}] stands where [{string.Join(", ", shape)}] is expected.");
}
