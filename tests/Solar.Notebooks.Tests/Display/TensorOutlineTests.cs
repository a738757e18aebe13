#pragma warning disable IDE1006 // TorchSharp's own names
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Tests.Display;

public sealed class TensorOutlineTests
{
    [Fact]
    public void A_tensor_shows_its_shape_type_device_and_a_corner_of_its_values()
    {
        using var tensor = new Tensor([3, 4], ScalarType.Float32, [.. Enumerable.Range(0, 12).Select(i => i / 2.0)]);
        Assert.Equal("Tensor[3, 4] Float32 on cpu\n0  0.5  1  1.5\n2  2.5  3  3.5\n4  4.5  5  5.5", Text(tensor));
    }

    [Fact]
    public void Of_a_large_tensor_the_first_page_is_shown_and_the_rest_counted()
    {
        using var tensor = new Tensor([2, 10, 20], ScalarType.Int64, [.. Enumerable.Range(0, 400).Select(i => (double)i)]);
        var lines = Text(tensor).Split('\n');
        Assert.Equal("Tensor[2, 10, 20] Int64 on cpu", lines[0]);
        Assert.Equal("  0    1    2    3    4    5    6    7", lines[1]);
        Assert.Equal("100  101  102  103  104  105  106  107", lines[6]);
        Assert.Equal("… 352 more values", lines[7]);
    }

    [Fact]
    public void Scalars_rows_truths_and_empty_tensors_have_their_forms()
    {
        using var scalar = new Tensor([], ScalarType.Float64, [2.5]);
        using var row = new Tensor([3], ScalarType.Bool, [1, 0, 1]);
        using var empty = new Tensor([0, 4], ScalarType.Float32, []);
        Assert.Equal("Tensor[] Float64 on cpu\n2.5", Text(scalar));
        Assert.Equal("Tensor[3] Bool on cpu\nTrue  False  True", Text(row));
        Assert.Equal("Tensor[0, 4] Float32 on cpu", Text(empty));
    }

    [Fact]
    public void What_is_made_on_the_way_is_given_back_and_the_tensor_is_not()
    {
        Tensor.Living = 0;
        var tensor = new Tensor([30, 40], ScalarType.Float32, new double[1200]);
        Text(tensor);
        Assert.Equal(1, Tensor.Living);
        Assert.False(tensor.IsDisposed);
        tensor.Dispose();
        Assert.Equal("Tensor: Cannot access a disposed object.", Text(tensor).ReplaceLineEndings("\n").Split('\n')[0]);
    }

    [Fact]
    public void Within_an_object_it_is_short()
    {
        using var tensor = new Tensor([1, 2], ScalarType.Float32, [1, 2]);
        Assert.Equal("Loss: Tensor[1, 2] Float32 on cpu [[1, 2]]", Text(new { Loss = tensor }));
    }

    private static string Text(object value) => Formatter.Of(value, "text/plain").Data["text/plain"]!.ToString();

    /// <summary>A tensor in name and members, over an array.</summary>
    internal sealed class Tensor : IDisposable
    {
        private readonly double[] _values;
        private readonly long[] _shape;

        public Tensor(long[] shape, ScalarType dtype, double[] values)
        {
            (_shape, this.dtype, _values) = (shape, dtype, values);
            Living++;
        }

        public static int Living { get; set; }

        public bool IsDisposed { get; private set; }

        public long[] shape => IsDisposed ? throw new ObjectDisposedException(null) : _shape;

        public ScalarType dtype { get; }

        public string device => "cpu";

        public Tensor detach() => new(shape, dtype, _values);

        // A copy even where none is needed, so that a missing Dispose is seen.
        public Tensor cpu() => new(shape, dtype, _values);

        public Tensor contiguous() => new(shape, dtype, _values);

        public Tensor to_type(ScalarType type, bool copy = false) => new(shape, type, copy ? [.. _values] : _values);

        public Tensor narrow(long dim, long start, long length)
        {
            var outer = shape.Take((int)dim).Aggregate(1L, (a, b) => a * b);
            var inner = shape.Skip((int)dim + 1).Aggregate(1L, (a, b) => a * b);
            var kept = from o in Range(outer) from i in Range(length) from n in Range(inner) select _values[(((o * shape[dim]) + start + i) * inner) + n];
            return new([.. shape.Select((size, d) => d == dim ? length : size)], dtype, [.. kept]);
        }

        public IEnumerable<T> data<T>() where T : unmanaged => dtype == ScalarType.Float64 ? _values.Cast<T>() : throw new InvalidOperationException($"The data is {dtype}.");

        public void Dispose()
        {
            if (!IsDisposed)
                Living--;
            IsDisposed = true;
        }

        private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);
    }

    internal enum ScalarType
    {
        Int64,
        Float32,
        Float64,
        Bool,
    }
}
