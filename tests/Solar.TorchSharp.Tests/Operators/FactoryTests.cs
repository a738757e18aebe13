using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

public sealed class FactoryTests
{
    [Fact]
    public void Tensors_are_made_with_the_shape_type_and_gradient_asked_for()
    {
        using var scope = NewDisposeScope();
        var made = zeros(2, 3, dtype: bfloat16, requires_grad: true);
        Assert.Equal([2L, 3L], made.shape);
        Assert.Equal(bfloat16, made.dtype);
        Assert.True(made.requires_grad);
        Assert.Equal(float32, ones([2]).dtype);
        Assert.Equal(int64, full([2], 3).dtype);
        Assert.Equal(float32, full([2], 3.0).dtype);
        Assert.Equal([0L, 1L, 2L], arange(3).data<long>().ToArray());
        Assert.Equal([1f, 1.5f], arange(1.0, 2.0, 0.5).data<float>().ToArray());
        Assert.Equal([1f, 0f, 0f, 1f], eye(2).data<float>().ToArray());
        Assert.Equal([0f, 0.5f, 1f], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal(float64, zeros_like(made, float64).dtype);
        Assert.False(zeros_like(made).requires_grad);
        Assert.Equal(0, empty([0, 4]).numel());
    }

    [Fact]
    public void Values_come_back_as_they_went_in()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1.5f, -2f], tensor(new[] { 1.5f, -2f }).data<float>().ToArray());
        Assert.Equal([long.MaxValue, long.MinValue], tensor(new[] { long.MaxValue, long.MinValue }).data<long>().ToArray());
        Assert.Equal([true, false], tensor(new[] { true, false }).data<bool>().ToArray());
        Assert.Equal([(Half)0.5], tensor(new[] { (Half)0.5 }).data<Half>().ToArray());
        Assert.Equal([new global::TorchSharp.BFloat16(0.5f)], tensor(new[] { new global::TorchSharp.BFloat16(0.5f) }).data<global::TorchSharp.BFloat16>().ToArray());
        Assert.Equal([1L, 2L], tensor(new double[] { 1.9, 2.1 }, dtype: int64).data<long>().ToArray());
        var cube = tensor(new[, ,] { { { 1, 2 }, { 3, 4 } } });
        Assert.Equal([1L, 2L, 2L], cube.shape);
        Assert.Equal(3, cube[0, 1, 0].item<int>());
        Assert.Equal([2L, 2L], tensor(new[] { 1f, 2f, 3f, 4f }, [2L, 2L]).shape);
        Assert.Empty(tensor(Array.Empty<float>()).data<float>().ToArray());
        Assert.Equal(0, tensor(3.5).dim());
    }

    [Fact]
    public void A_count_that_does_not_fit_its_shape_names_both() =>
        Assert.Contains("3 values were given for a tensor of [2, 2], which has 4", Assert.Throws<ArgumentException>(() => tensor(new float[3], [2L, 2L])).Message, StringComparison.Ordinal);

    [Fact]
    public void Bfloat16_rounds_as_libtorch_does()
    {
        using var scope = NewDisposeScope();
        float[] values = [1.00390625f, 1.01171875f, 3.14159274f, -0.1f, 1e38f, float.PositiveInfinity, float.NaN, 0f];
        var rounded = tensor(values).to(bfloat16).data<global::TorchSharp.BFloat16>().ToArray();
        Assert.Equal(rounded, values.Select(value => new global::TorchSharp.BFloat16(value)));
    }

    [Fact]
    public void A_buffer_is_shared_with_its_array_and_outlives_the_collector()
    {
        float[] array = [1, 2, 3];
        using var shared = frombuffer(array, float32, count: 2, offset: 1);
        GC.Collect();
        array[1] = 9;
        Assert.Equal([9f, 3f], shared.data<float>().ToArray());
        shared.mul_(2);
        Assert.Equal([1f, 18f, 6f], array);
    }

    [Fact]
    public void The_same_seed_draws_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        using var one = new Generator(7);
        using var other = new Generator(7);
        Assert.Equal(randn([5], generator: one).data<float>().ToArray(), randn([5], generator: other).data<float>().ToArray());
        var state = one.get_state();
        var next = rand([5], generator: one).data<float>().ToArray();
        one.set_state(state);
        Assert.Equal(next, rand([5], generator: one).data<float>().ToArray());
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (long)i), randperm(9, generator: one).data<long>().ToArray().Order());
        Assert.All(randint(3, 5, [50], generator: one).data<long>(), value => Assert.InRange(value, 3, 4));
        Assert.Equal(2L, multinomial(tensor(new[] { 0f, 0f, 1f }), 1, generator: one).item<long>());
    }
}
