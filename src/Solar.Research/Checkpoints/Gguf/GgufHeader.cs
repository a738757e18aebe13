using System.Text;

namespace Solar.Research.Checkpoints.Gguf;

/// <summary>The beginning of a GGUF file, version 3: keys with values, then names and places of tensors; little-endian.</summary>
/// <remarks>ggml-org/ggml, docs/gguf.md.</remarks>
internal sealed class GgufHeader : IDisposable
{
    public const int Alignment = 32;

    private enum Kind : uint
    {
        Unsigned = 4,
        Signed = 5,
        Single = 6,
        Truth = 7,
        Text = 8,
        List = 9,
    }

    private readonly MemoryStream keys = new();
    private readonly MemoryStream tensors = new();
    private ulong keyCount;
    private ulong tensorCount;

    /// <summary>Bytes of tensors, padding included: where the next one begins, counted from the first.</summary>
    public long TensorBytes { get; private set; }

    public void Add(string key, string value) => Key(key, Kind.Text, to => Text(to, value));

    public void Add(string key, int value) => Key(key, Kind.Unsigned, to => to.Write((uint)value));

    public void Add(string key, float value) => Key(key, Kind.Single, to => to.Write(value));

    public void Add(string key, bool value) => Key(key, Kind.Truth, to => to.Write(value));

    public void Add(string key, IReadOnlyList<string> values) => List(key, Kind.Text, values, Text);

    public void Add(string key, IReadOnlyList<float> values) => List(key, Kind.Single, values, (to, value) => to.Write(value));

    public void Add(string key, IReadOnlyList<int> values) => List(key, Kind.Signed, values, (to, value) => to.Write(value));

    /// <summary>Gives a tensor its place after those before it.</summary>
    public void Add(GgufTensor tensor, GgufType type)
    {
        using var to = new BinaryWriter(tensors, Encoding.UTF8, leaveOpen: true);
        Text(to, tensor.Name);
        to.Write(tensor.IsVector ? 1u : 2u);
        to.Write((ulong)tensor.Width); // the innermost size comes first
        if (!tensor.IsVector)
            to.Write((ulong)tensor.Rows);
        to.Write(type.TensorCode());
        to.Write((ulong)TensorBytes);
        tensorCount++;
        TensorBytes += Padded(type.Bytes(tensor.Rows * tensor.Width));
    }

    /// <summary>All of it, padded to where the first tensor begins.</summary>
    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        using var to = new BinaryWriter(file);
        to.Write("GGUF"u8);
        to.Write(3u);
        to.Write(tensorCount);
        to.Write(keyCount);
        to.Write(keys.GetBuffer().AsSpan(0, (int)keys.Length));
        to.Write(tensors.GetBuffer().AsSpan(0, (int)tensors.Length));
        to.Write(new byte[Padded(file.Length) - file.Length]);
        return file.ToArray();
    }

    public static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    public void Dispose()
    {
        keys.Dispose();
        tensors.Dispose();
    }

    private void List<T>(string key, Kind kind, IReadOnlyList<T> values, Action<BinaryWriter, T> write) => Key(key, Kind.List, to =>
    {
        to.Write((uint)kind);
        to.Write((ulong)values.Count);
        foreach (var value in values)
            write(to, value);
    });

    private void Key(string key, Kind kind, Action<BinaryWriter> write)
    {
        using var to = new BinaryWriter(keys, Encoding.UTF8, leaveOpen: true);
        Text(to, key);
        to.Write((uint)kind);
        write(to);
        keyCount++;
    }

    private static void Text(BinaryWriter to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        to.Write((ulong)bytes.Length);
        to.Write(bytes);
    }
}
