using System.Buffers.Binary;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Reads protobuf's wire format field by field, and refuses what is not whole.</summary>
/// <remarks>
/// Four field kinds are all that a <c>tokenizer.model</c> needs, so this is shorter than the generated code of the
/// protobuf package would be, adds no dependency, and sees the unknown fields that generated code passes over in silence.
/// </remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = message;

    /// <summary>The number of the field that <see cref="Next"/> stands on.</summary>
    public int Field { get; private set; }

    private int Wire { get; set; }

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (rest.IsEmpty)
            return false;
        ulong tag = RawVarint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
            throw new InvalidDataException($"field number {tag >> 3} is not one of protobuf's");
        Field = (int)(tag >> 3);
        Wire = (int)(tag & 7);
        return true;
    }

    public long Integer()
    {
        Expect(0);
        return (long)RawVarint();
    }

    public bool Bool() => Integer() != 0;

    public float Float()
    {
        Expect(5);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(2);
        ulong length = RawVarint();
        if (length > (ulong)rest.Length)
            throw new InvalidDataException($"field {Field} says it holds {length} bytes, and {rest.Length} are left");
        return Take((int)length);
    }

    public string Text()
    {
        try
        {
            return StrictUtf8.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException($"field {Field} should be text and is not UTF-8");
        }
    }

    /// <summary>Passes over a field whose meaning does not touch the result.</summary>
    public void Skip()
    {
        switch (Wire)
        {
            case 0: RawVarint(); break;
            case 1: Take(8); break;
            case 2: Bytes(); break;
            case 5: Take(4); break;
            default: throw new InvalidDataException($"field {Field} has wire type {Wire}, which is not used");
        }
    }

    private readonly void Expect(int wire)
    {
        if (Wire != wire)
            throw new InvalidDataException($"field {Field} has wire type {Wire}, expected {wire}");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
            throw new InvalidDataException($"field {Field} is cut off: {count} bytes expected, {rest.Length} left");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private ulong RawVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("a number is longer than 64 bits");
    }
}
