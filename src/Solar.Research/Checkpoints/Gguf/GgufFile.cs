using System.Runtime.InteropServices;
using System.Threading;

namespace Solar.Research.Checkpoints.Gguf;

/// <summary>What was written.</summary>
/// <param name="Tensors">How many tensors.</param>
/// <param name="Bytes">The size of the file.</param>
public sealed record GgufOutcome(int Tensors, long Bytes);

/// <summary>A checkpoint as one GGUF file: what llama.cpp and the programs around it read.</summary>
public static class GgufFile
{
    private const int BufferBytes = 4 << 20;

    /// <summary>Writes a Llama or Mistral checkpoint, with its vocabulary and chat template, rows at a time.</summary>
    /// <remarks>
    /// Departs from llama.cpp's converter: the context length of a model with a sliding window is the window, because llama.cpp has none
    /// for this architecture and computes something else in longer texts; and a matrix that Q8_0 or F16 cannot hold is refused, not kept otherwise.
    /// </remarks>
    /// <param name="folder">A Hugging Face folder with config.json, safetensors and a SentencePiece vocabulary.</param>
    /// <param name="path">The file; it appears when it is complete.</param>
    /// <param name="type">How matrices are stored.</param>
    /// <param name="progress">Told the bytes written, and all of them.</param>
    /// <param name="cancellation">Stops; nothing is left.</param>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, of another architecture, or has what GGUF or this type cannot say.</exception>
    /// <exception cref="IOException">There is such a file already.</exception>
    public static GgufOutcome Write(string folder, string path, GgufType type, IProgress<(long Done, long Total)>? progress = null, CancellationToken cancellation = default)
    {
        if (File.Exists(path))
            throw new IOException($"{path}: exists already; remove it or choose another name.");
        using var checkpoint = Checkpoint.Open(folder);
        var shape = GgufShape.Read(folder, checkpoint.Config);
        var tensors = GgufTensors.Of(shape);
        Check(checkpoint, tensors, type);
        using var header = new GgufHeader();
        GgufMetadata.Write(header, folder, shape, type);
        foreach (var tensor in tensors)
            header.Add(tensor, TypeOf(tensor, type));

        var start = header.ToArray();
        long total = start.Length + header.TensorBytes;
        string part = path + ".part";
        try
        {
            using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                file.Write(start);
                foreach (var tensor in tensors)
                {
                    Write(checkpoint, tensor, TypeOf(tensor, type), file, () =>
                    {
                        cancellation.ThrowIfCancellationRequested();
                        progress?.Report((file.Position, total));
                    });
                    file.Write(new byte[GgufHeader.Padded(file.Position) - file.Position]);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: false);
        }
        finally
        {
            File.Delete(part);
        }

        return new(tensors.Count, total);
    }

    private static GgufType TypeOf(GgufTensor tensor, GgufType type) => tensor.IsVector ? GgufType.F32 : type;

    private static void Check(Checkpoint checkpoint, IReadOnlyList<GgufTensor> tensors, GgufType type)
    {
        // A tied model's folder may hold the head all the same.
        checkpoint.ExpectTensors(
        [
            .. tensors.Select(tensor => new TensorEntry(tensor.Source, StoredType.F32, tensor.IsVector ? [tensor.Width] : [tensor.Rows, tensor.Width])),
            .. checkpoint.Tensors.Values.Where(entry => entry.Name == "lm_head.weight" && tensors.All(tensor => tensor.Source != entry.Name)),
        ]);
        foreach (var tensor in tensors)
        {
            if (checkpoint.Tensors[tensor.Source] is var entry && !StoredFloats.Knows(entry.Type))
                throw new InvalidDataException($"{checkpoint.Folder}: '{tensor.Source}' is {entry.Type.SafetensorsName()}; F32, F16 and BF16 can be written as GGUF.");
            if (type == GgufType.Q8 && !tensor.IsVector && tensor.Width % Q8Blocks.Elements != 0)
                throw new InvalidDataException($"{checkpoint.Folder}: rows of '{tensor.Source}' have {tensor.Width} numbers, which are no whole blocks of {Q8Blocks.Elements}: Q8_0 cannot hold them; take f16.");
        }
    }

    private static void Write(Checkpoint checkpoint, GgufTensor tensor, GgufType type, Stream to, Action tick)
    {
        var from = checkpoint.Tensors[tensor.Source].Type;
        int rowBytes = tensor.Width * from.SizeInBytes();
        int many = (int)Math.Clamp(BufferBytes / rowBytes, 1, tensor.Rows);
        var (stored, values) = (new byte[many * rowBytes], new float[many * tensor.Width]);
        var written = new byte[type.Bytes((long)many * tensor.Width)];
        for (long row = 0; row < tensor.Rows; row += many)
        {
            tick();
            int count = (int)Math.Min(many, tensor.Rows - row);
            ReadRows(checkpoint, tensor, row, count, rowBytes, stored);
            var numbers = values.AsSpan(0, count * tensor.Width);
            var bytes = written.AsSpan(0, (int)type.Bytes(numbers.Length));
            StoredFloats.ToSingle(from, stored.AsSpan(0, count * rowBytes), numbers);
            Convert(numbers, type, bytes, tensor);
            to.Write(bytes);
        }
    }

    private static void ReadRows(Checkpoint checkpoint, GgufTensor tensor, long first, int count, int rowBytes, byte[] stored)
    {
        if (tensor.PairedHeads == 0)
        {
            checkpoint.Read(tensor.Source, first * rowBytes, stored.AsSpan(0, count * rowBytes));
            return;
        }

        for (int i = 0; i < count; i++)
            checkpoint.Read(tensor.Source, tensor.SourceRow(first + i) * rowBytes, stored.AsSpan(i * rowBytes, rowBytes));
    }

    private static void Convert(ReadOnlySpan<float> values, GgufType type, Span<byte> bytes, GgufTensor tensor)
    {
        float limit = type is GgufType.F16 ? 65504 : type is GgufType.Q8 ? 65504f * 127 : float.MaxValue;
        foreach (float value in values)
        {
            if (!(Math.Abs(value) <= limit))
                throw new InvalidDataException($"'{tensor.Source}' holds {value}, and {type} ends at {limit}.");
        }

        switch (type)
        {
            case GgufType.F32:
                MemoryMarshal.AsBytes(values).CopyTo(bytes);
                break;
            case GgufType.Q8:
                Q8Blocks.Quantize(values, bytes);
                break;
            default:
                StoredFloats.FromSingle(type == GgufType.F16 ? StoredType.F16 : StoredType.BF16, values, bytes);
                break;
        }
    }
}
