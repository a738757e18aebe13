using static Solar.TorchSharp.Tests.Gradients;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class FunctionalTests
{
    [Fact]
    public void Linear_has_the_gradients_of_its_formula()
    {
        Check(v => F.linear(v[0], v[1], v[2]), Numbers(2, 3, 4), Numbers(5, 4), Numbers(5));
        Check(v => F.linear(v[0], v[1]), Numbers(3, 4), Numbers(5, 4));
    }

    [Fact]
    public void Softmax_worked_by_hand_and_differentiated()
    {
        // e^0, e^ln2, e^ln5 = 1, 2, 5, of 8.
        Close.Assert([0.125, 0.25, 0.625], F.softmax(tensor(new[] { 0, Math.Log(2), Math.Log(5) }), 0), Tolerance.Float64);
        Check(v => F.softmax(v[0], 1), Numbers(3, 4));
        Check(v => F.log_softmax(v[0], -1), Numbers(3, 4));
        Assert.Equal(ScalarType.Float64, F.softmax(ones([2]), 0, ScalarType.Float64).dtype);
    }

    [Fact]
    public void Silu_and_logsigmoid_worked_by_hand_and_differentiated()
    {
        var x = tensor(new[] { -1.0, 0, 2 });
        double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        Close.Assert([-1 * Sigmoid(-1), 0, 2 * Sigmoid(2)], F.silu(x), Tolerance.Float64);
        Close.Assert([Math.Log(Sigmoid(-1)), -Math.Log(2), Math.Log(Sigmoid(2))], F.logsigmoid(x), Tolerance.Float64);
        Check(v => F.silu(v[0]), Numbers(7));
        Check(v => F.logsigmoid(v[0]), Numbers(7));
    }

    [Fact]
    public void Silu_in_place_changes_its_argument()
    {
        var x = ones([3], ScalarType.Float64);
        var y = F.silu(x, inplace: true);
        Close.Assert(y, x, Tolerance.Exact);
    }

    [Fact]
    public void Layer_norm_has_mean_zero_variance_one_and_the_right_gradients()
    {
        var y = F.layer_norm(Numbers(4, 5), [5], eps: 0);
        Close.Assert([0, 0, 0, 0], y.mean([1]), Tolerance.Float64);
        Close.Assert([1, 1, 1, 1], y.var([1], unbiased: false), Tolerance.Float64);
        Check(v => F.layer_norm(v[0], [5], v[1], v[2]), Numbers(4, 5), Numbers(5), Numbers(5));
    }

    [Fact]
    public void One_hot_marks_the_number()
    {
        var ids = tensor(new long[] { 2, 0 });
        Close.Assert([0, 0, 1, 1, 0, 0], F.one_hot(ids), Tolerance.Exact);
        Assert.Equal([2, 4], F.one_hot(ids, 4).shape);
    }

    [Fact]
    public void Dropout_does_nothing_outside_training()
    {
        var x = Numbers(3, 5);
        Close.Assert(x, F.dropout(x, 0.5, training: false), Tolerance.Exact);
        Close.Assert(zeros_like(x), F.dropout(x, 1, training: true), Tolerance.Exact);
    }

    [Fact]
    public void Dropout_keeps_the_mean()
    {
        var y = F.dropout(ones([100_000], ScalarType.Float64), 0.2);
        Close.Assert(1, y.mean().item<double>(), Tolerance.Sampled);
        Assert.All(Close.Numbers(y), kept => Assert.True(kept is 0 or 1.25, $"{kept}"));
    }
}
