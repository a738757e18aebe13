using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Solar.Research.Checkpoints;

/// <summary>A tensor and where its bytes begin, counted from the end of the header.</summary>
internal sealed record PlacedTensor(TensorEntry Entry, long Start)
{
    public long End => Start + Entry.ByteCount;
}

/// <summary>The first part of a safetensors file: 8 bytes of length, then JSON padded with spaces.</summary>
/// <remarks>
/// The format's own rules, all of them enforced: at most 100 MB of header, no name twice, and the tensors
/// cover the rest of the file exactly once, without a gap.
/// </remarks>
/// <param name="Tensors">In the order in which they lie in the file.</param>
/// <param name="Metadata">Free-form strings.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<PlacedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    public const int LengthBytes = 8;
    public const long MaxJsonBytes = 100_000_000;
    public const string MetadataName = "__metadata__";

    // The widest tensors in use have five sizes; a header of ten million is an attack on memory.
    private const int MaxRank = 32;

    /// <summary>Reads the JSON part of a header; <paramref name="dataBytes"/> is what follows it in the file.</summary>
    /// <exception cref="InvalidDataException">Any rule is broken; the message names the file, the tensor and the numbers.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes, string path)
    {
        if (json.IsEmpty || json[0] != (byte)'{' || !Utf8.IsValid(json))
            throw new InvalidDataException($"{path}: the header is not a JSON object in UTF-8; this is not a safetensors file.");

        try
        {
            var header = ParseObject(json, path);
            RequireFullCover(header.Tensors, dataBytes, path);
            return header;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: the header is not valid JSON: {error.Message}", error);
        }
    }

    /// <summary>Length, JSON and the spaces that bring the data to a multiple of 8, as the safetensors library writes them.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[LengthBytes]);
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach (var (name, value) in Metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            foreach (var tensor in Tensors)
                WriteTensor(json, tensor);
            json.WriteEndObject();
        }

        while (stream.Length % LengthBytes != 0)
            stream.WriteByte((byte)' ');
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - LengthBytes);
        return bytes;
    }

    private static void WriteTensor(Utf8JsonWriter json, PlacedTensor tensor)
    {
        json.WriteStartObject(tensor.Entry.Name);
        json.WriteString("dtype", tensor.Entry.Type.SafetensorsName());
        json.WriteStartArray("shape");
        foreach (var size in tensor.Entry.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(tensor.Start);
        json.WriteNumberValue(tensor.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SafetensorsHeader ParseObject(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        var names = new HashSet<string>();
        var tensors = new List<PlacedTensor>();
        var metadata = new Dictionary<string, string>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw new InvalidDataException($"{path}: the header names '{Quoted.Name(name)}' twice.");
            if (name == MetadataName)
                ReadMetadata(ref reader, metadata, path);
            else
                tensors.Add(ReadTensor(ref reader, name, path));
        }

        // Anything but spaces behind the object throws here.
        reader.Read();
        return new(tensors.OrderBy(tensor => tensor.Start).ThenBy(tensor => tensor.End).ToList(), metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata, string path)
    {
        Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject, path, MetadataName, "must be an object of strings");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            Require(reader.Read() && reader.TokenType == JsonTokenType.String, path, MetadataName, "must be an object of strings");
            Require(metadata.TryAdd(name, reader.GetString()!), path, MetadataName, $"names '{Quoted.Name(name)}' twice");
        }
    }

    private static PlacedTensor ReadTensor(ref Utf8JsonReader reader, string name, string path)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject, path, name, "must be an object with dtype, shape and data_offsets");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!;
            reader.Read();
            switch (member)
            {
                case "dtype" when type is null && reader.TokenType == JsonTokenType.String: type = reader.GetString(); break;
                case "shape" when shape is null: shape = ReadNumbers(ref reader, name, path); break;
                case "data_offsets" when offsets is null: offsets = ReadNumbers(ref reader, name, path); break;
                default: throw Broken(path, name, $"has an unknown, repeated or mistyped member '{Quoted.Name(member)}'");
            }
        }

        if (type is null || shape is null || offsets is not [var start, var end])
            throw Broken(path, name, "must have dtype, shape and two data_offsets");
        if (StoredTypes.FromSafetensorsName(type) is not { } stored)
            throw Broken(path, name, $"has the unknown dtype '{Quoted.Name(type)}'; known are {string.Join(", ", Enum.GetValues<StoredType>().Select(t => t.SafetensorsName()))}");
        return Place(new(name, stored, shape), start, end, path);
    }

    private static PlacedTensor Place(TensorEntry entry, long start, long end, string path)
    {
        long bytes;
        try
        {
            bytes = entry.ByteCount;
        }
        catch (OverflowException)
        {
            throw Broken(path, entry.Name, $"has the shape [{string.Join(", ", entry.Shape)}], whose product is beyond 63 bits");
        }

        Require(end >= start, path, entry.Name, $"ends at {end}, before it begins at {start}");
        Require(end - start == bytes, path, entry.Name, $"takes {end - start} bytes by its offsets but {bytes} by its dtype and shape ({entry})");
        return new(entry, start);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string path)
    {
        var numbers = new List<long>();
        Require(reader.TokenType == JsonTokenType.StartArray, path, name, "needs arrays for shape and data_offsets");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(
                reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 && Add(numbers, number),
                path,
                name,
                $"needs whole numbers from 0 to 2^63 - 1, at most {MaxRank} of them, in shape and data_offsets");
        }

        return numbers;
    }

    private static bool Add(List<long> numbers, long number)
    {
        numbers.Add(number);
        return numbers.Count <= MaxRank;
    }

    private static void RequireFullCover(IReadOnlyList<PlacedTensor> tensors, long dataBytes, string path)
    {
        long covered = 0;
        foreach (var tensor in tensors)
        {
            Require(tensor.Start >= covered, path, tensor.Entry.Name, $"begins at {tensor.Start} and overlaps a tensor that ends at {covered}");
            Require(tensor.Start <= covered, path, tensor.Entry.Name, $"begins at {tensor.Start}, which leaves a gap after {covered}");
            covered = tensor.End;
            Require(covered <= dataBytes, path, tensor.Entry.Name, $"ends at {covered}, but the file holds {dataBytes} bytes of data: it is truncated or not the file the header was written for");
        }

        if (covered != dataBytes)
            throw new InvalidDataException($"{path}: the tensors cover {covered} bytes, but {dataBytes} follow the header; the file has a foreign tail.");
    }

    private static void Require(bool holds, string path, string name, string otherwise)
    {
        if (!holds)
            throw Broken(path, name, otherwise);
    }

    private static InvalidDataException Broken(string path, string name, string what) =>
        new($"{path}: '{Quoted.Name(name)}' {what}.");
}
