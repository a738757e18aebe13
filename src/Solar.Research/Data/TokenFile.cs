using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Solar.Research.Data;

/// <summary>Tokenised documents on disk: the number of documents, the length of each, then all tokens; little-endian int32 throughout.</summary>
public static class TokenFile
{
    /// <summary>Writes the documents.</summary>
    public static void Write(string path, IReadOnlyList<IReadOnlyList<int>> documents)
    {
        using var file = new BufferedStream(File.Create(path), 1 << 20);
        Put(documents.Count);
        foreach (var document in documents)
            Put(document.Count);
        foreach (var document in documents)
        {
            foreach (var token in document)
                Put(token);
        }

        void Put(int number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            file.Write(bytes);
        }
    }

    /// <summary>Reads the documents.</summary>
    /// <exception cref="InvalidDataException">The lengths do not add up to the file's size.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var numbers = MemoryMarshal.Cast<byte, int>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        if (numbers.Length == 0 || numbers[0] < 0 || numbers[0] >= numbers.Length)
            throw new InvalidDataException($"'{path}' is no file of tokens: {bytes.Length} bytes do not hold the documents it announces.");

        var lengths = numbers.AsSpan(1, numbers[0]).ToArray();
        var total = lengths.Sum(length => (long)length);
        if (lengths.Any(length => length < 0) || 1 + lengths.Length + total != numbers.Length || bytes.Length % sizeof(int) != 0)
            throw new InvalidDataException($"'{path}' is cut short or too long: {lengths.Length} documents of {total} tokens take {4 * (1 + lengths.Length + total)} bytes, found {bytes.Length}.");

        var documents = new IReadOnlyList<int>[lengths.Length];
        var at = 1 + lengths.Length;
        for (var i = 0; i < lengths.Length; at += lengths[i++])
            documents[i] = new ArraySegment<int>(numbers, at, lengths[i]);
        return documents;
    }
}
