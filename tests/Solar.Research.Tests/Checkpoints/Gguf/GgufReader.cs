using System.Text;

namespace Solar.Research.Tests.Checkpoints.Gguf;

/// <summary>Reads a GGUF file by the letter of its specification, apart from the code that writes it.</summary>
internal sealed class GgufReader
{
    private readonly byte[] file;
    private int at;

    public GgufReader(string path)
    {
        file = File.ReadAllBytes(path);
        Magic = Encoding.ASCII.GetString(file, 0, 4);
        at = 4;
        Version = BitConverter.ToUInt32(Take(4));
        ulong tensors = BitConverter.ToUInt64(Take(8)), keys = BitConverter.ToUInt64(Take(8));
        for (ulong i = 0; i < keys; i++)
            Keys.Add(Text(), Value(BitConverter.ToUInt32(Take(4))));
        for (ulong i = 0; i < tensors; i++)
        {
            string name = Text();
            var sizes = new ulong[BitConverter.ToUInt32(Take(4))];
            for (int d = 0; d < sizes.Length; d++)
                sizes[d] = BitConverter.ToUInt64(Take(8));
            Tensors.Add(name, new(sizes, BitConverter.ToUInt32(Take(4)), BitConverter.ToUInt64(Take(8))));
        }

        DataStart = (at + 31) / 32 * 32;
    }

    public sealed record Place(ulong[] Sizes, uint Type, ulong Offset);

    public string Magic { get; }

    public uint Version { get; }

    public Dictionary<string, object> Keys { get; } = [];

    public Dictionary<string, Place> Tensors { get; } = [];

    public int DataStart { get; }

    public long Length => file.Length;

    public ReadOnlySpan<byte> Data(string tensor, int bytes) => file.AsSpan(DataStart + (int)Tensors[tensor].Offset, bytes);

    private ReadOnlySpan<byte> Take(int count) => file.AsSpan((at += count) - count, count);

    private string Text() => Encoding.UTF8.GetString(Take((int)BitConverter.ToUInt64(Take(8))));

    private object Value(uint kind)
    {
        if (kind == 9)
        {
            uint inner = BitConverter.ToUInt32(Take(4));
            return Enumerable.Range(0, (int)BitConverter.ToUInt64(Take(8))).Select(_ => Value(inner)).ToArray();
        }

        return kind switch
        {
            4 => BitConverter.ToUInt32(Take(4)),
            5 => BitConverter.ToInt32(Take(4)),
            6 => BitConverter.ToSingle(Take(4)),
            7 => Take(1)[0] == 1,
            8 => Text(),
            _ => throw new InvalidDataException($"kind {kind} is not used by this project"),
        };
    }
}
