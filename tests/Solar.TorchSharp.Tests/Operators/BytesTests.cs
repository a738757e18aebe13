using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

public sealed class BytesTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    public void Bytes_survive_a_stream(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var before = (randn([700, 600]) * 3).to(type); // more than one piece of 1 MiB for the wide types
        using var stream = new MemoryStream();
        before.WriteBytesToStream(stream);
        Assert.Equal(before.numel() * before.ElementSize, stream.Length);
        stream.Position = 0;
        var after = empty_like(before);
        after.ReadBytesFromStream(stream);
        Assert.True(before.bytes.SequenceEqual(after.bytes));
        Assert.True(before.eq(after).all().item<bool>());
    }

    [Fact]
    public void What_is_not_contiguous_is_written_in_reading_order()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).view(2, 3);
        using var stream = new MemoryStream();
        x.t().WriteBytesToStream(stream);
        Assert.True(x.t().contiguous().bytes.SequenceEqual(stream.ToArray()));
        Assert.Throws<InvalidOperationException>(() => x.t().bytes.Length);
    }

    [Fact]
    public void A_stream_that_ends_early_raises()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream(new byte[7]);
        Assert.Throws<EndOfStreamException>(() => zeros([2]).ReadBytesFromStream(stream));
    }

    [Fact]
    public void Assigned_bytes_are_the_values()
    {
        using var scope = NewDisposeScope();
        var x = zeros([2]);
        x.bytes = BitConverter.GetBytes(1.5f).Concat(BitConverter.GetBytes(-2f)).ToArray();
        Assert.Equal([1.5f, -2f], x.data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
    }
}
