using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A tensor in TorchSharp's own file format: type, number of dimensions, sizes, bytes.</summary>
internal static class TensorStream
{
    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        Leb128.Write(writer, (long)tensor.dtype);
        Leb128.Write(writer, tensor.shape.Length);
        foreach (var size in tensor.shape)
            Leb128.Write(writer, size);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Reads into a tensor of the same type and shape.</summary>
    public static void Read(BinaryReader reader, Tensor tensor)
    {
        var type = (ScalarType)Leb128.Read(reader);
        var shape = new long[Leb128.Read(reader)];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = Leb128.Read(reader);
        if (type != tensor.dtype || !shape.SequenceEqual(tensor.shape))
        {
            throw new InvalidDataException(
                $"The stream holds a {type} tensor of shape [{string.Join(", ", shape)}], "
                + $"where one of {tensor.dtype} and [{string.Join(", ", tensor.shape)}] was expected.");
        }

        using var untracked = no_grad();
        tensor.ReadBytesFromStream(reader.BaseStream);
    }
}

/// <summary>Whole numbers in seven bits a byte, the low ones first.</summary>
internal static class Leb128
{
    public static void Write(BinaryWriter writer, long value) => writer.Write7BitEncodedInt64(value);

    public static long Read(BinaryReader reader) => reader.Read7BitEncodedInt64();
}
