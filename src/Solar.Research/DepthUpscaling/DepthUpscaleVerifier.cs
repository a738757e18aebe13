using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>Checks an up-scaled folder against its base, bit by bit, by way of the readers alone.</summary>
public static class DepthUpscaleVerifier
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Compares every tensor with its source layer.</summary>
    /// <returns>How many tensors and bytes were found equal: all of them.</returns>
    /// <exception cref="InvalidDataException">A tensor is missing, extra, misshapen or differs; the message names it and the first byte.</exception>
    public static (int Tensors, long Bytes) Verify(string baseFolder, string scaledFolder, DepthPlan plan)
    {
        using var basis = Checkpoint.Open(baseFolder);
        using var scaled = Checkpoint.Open(scaledFolder);
        var expected = UpscaledTensors.Of(basis, plan);
        scaled.ExpectTensors(expected.Select(tensor => tensor.Entry).ToList());

        var bytes = 0L;
        foreach (var tensor in expected)
        {
            var found = scaled.Tensors[tensor.Entry.Name];
            if (found.Type != tensor.Entry.Type)
                throw new InvalidDataException($"{scaledFolder}: {found} should be {tensor.Entry.Type.SafetensorsName()}, as in the base.");
            bytes += RequireEqual(basis, scaled, tensor);
        }

        return (expected.Count, bytes);
    }

    private static long RequireEqual(Checkpoint basis, Checkpoint scaled, UpscaledTensor tensor)
    {
        var length = tensor.Entry.ByteCount;
        var found = new byte[(int)Math.Min(BlockBytes, length)];
        var wanted = new byte[found.Length]; // stays zero when the tensor should be
        for (long offset = 0; offset < length; offset += BlockBytes)
        {
            var count = (int)Math.Min(BlockBytes, length - offset);
            scaled.Read(tensor.Entry.Name, offset, found.AsSpan(0, count));
            if (tensor.Source is { } source)
                basis.Read(source, offset, wanted.AsSpan(0, count));
            var common = found.AsSpan(0, count).CommonPrefixLength(wanted.AsSpan(0, count));
            if (common < count)
                throw new InvalidDataException($"{scaled.Folder}: '{tensor.Entry.Name}' differs from {tensor.Source ?? "zero"} at byte {offset + common}.");
        }

        return length;
    }
}
