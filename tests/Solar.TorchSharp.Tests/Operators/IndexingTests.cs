using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

public sealed class IndexingTests
{
    private static Tensor Grid() => arange(12).view(3, 4);

    [Fact]
    public void Each_form_of_index_picks_what_it_says()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Assert.Equal([4L, 5, 6, 7], x[1].data<long>().ToArray());
        Assert.Equal(11, x[-1, -1].item<long>());
        Assert.Equal([1L, 5, 9], x[.., 1].data<long>().ToArray());
        Assert.Equal([2L, 6, 10], x[TensorIndex.Ellipsis, 2].data<long>().ToArray());
        Assert.Equal([1L, 2, 5, 6], x[..2, 1..3].data<long>().ToArray());
        Assert.Equal([3L, 7, 11], x[.., ^1].data<long>().ToArray());
        Assert.Equal([1L, 2, 3], x[0, 1..].data<long>().ToArray());
        Assert.Equal([0L, 2], x[0, TensorIndex.Slice(step: 2)].data<long>().ToArray());
        Assert.Equal([3L, 1, 4], x[.., TensorIndex.None].shape);
        Assert.Equal([8L, 9, 10, 11, 0, 1, 2, 3], x[tensor(new long[] { 2, 0 })].data<long>().ToArray());
        Assert.Equal([10L, 11], x[x > 9].data<long>().ToArray());
        Assert.Equal([1L, 11], x[tensor(new long[] { 0, 2 }), tensor(new long[] { 1, 3 })].data<long>().ToArray());
        Assert.Equal(0, x[^0..].numel());
    }

    [Fact]
    public void Each_form_of_index_places_what_it_is_given()
    {
        using var scope = NewDisposeScope();
        var x = zeros([2, 3], int64);
        x[0, 1] = tensor(5L);
        x[1] = tensor(new long[] { 7, 8, 9 });
        x[.., 2] = tensor(1L);
        Assert.Equal([0L, 5, 1, 7, 8, 1], x.data<long>().ToArray());
        x[x == 1] = tensor(-1L);
        Assert.Equal([0L, 5, -1, 7, 8, -1], x.data<long>().ToArray());
        var counts = zeros([3], int64).index_put_(ones([4], int64), [tensor(new long[] { 0, 2, 2, 2 })], accumulate: true);
        Assert.Equal([1L, 0, 3], counts.data<long>().ToArray());
    }

    [Fact]
    public void Single_elements_are_read_and_written_through_strides()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        var turned = x.t();
        var view = turned.data<long>();
        Assert.Equal(6, view[2, 1]);
        Assert.Equal([0L, 4, 8, 1], view.Take(4));
        view[3, 2] = -5;
        Assert.Equal(-5, x[2, 3].item<long>());
        Assert.Throws<ArgumentOutOfRangeException>(() => view[4, 0]);
        Assert.Throws<ArgumentException>(() => x.data<float>());
    }
}
