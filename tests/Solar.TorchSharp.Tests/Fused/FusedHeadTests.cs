using static TorchSharp.torch;
using FusedOps = Solar.TorchSharp.Fused;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>The head's loss and both its gradients, in chunks that divide the rows and chunks that do not.</summary>
public sealed class FusedHeadTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 90, 301, 32)]
    [InlineData(ScalarType.Float32, 64, 64, 16)]
    [InlineData(ScalarType.Float32, 7, 5, 100)]
    [InlineData(ScalarType.BFloat16, 33, 70, 8)]
    public void Loss_and_gradients_are_those_of_the_whole_logits(ScalarType type, int rows, int vocabulary, int chunk)
    {
        using var scope = NewDisposeScope();
        var targets = Targets(rows, vocabulary);
        var (hidden, weight) = (Input(type, rows, 24), Input(type, vocabulary, 24));
        var (exactHidden, exactWeight) = (Exact(hidden), Exact(weight));

        var (loss, sum, count) = FusedOps.CrossEntropyHead(hidden, weight, targets, chunk);
        var expected = nn.functional.cross_entropy(exactHidden.matmul(exactWeight.t()), targets);
        (loss * 3).backward();
        (expected * 3).backward();

        var tolerance = Comparison.ToleranceOf(type);
        Assert.Equal(ScalarType.Float32, loss.dtype);
        Assert.Equal(rows - 1, count);
        Close.Assert(expected, loss, tolerance);
        Close.Assert(expected.item<double>() * count, sum, tolerance);
        Close.Assert(exactHidden.grad!, hidden.grad!, tolerance);
        Close.Assert(exactWeight.grad!, weight.grad!, tolerance);
    }

    [Fact]
    public void A_divisor_of_one_gives_the_sum()
    {
        using var scope = NewDisposeScope();
        var (hidden, weight) = (randn([10, 4]), randn([6, 4]));
        var (loss, sum, _) = FusedOps.CrossEntropyHead(hidden, weight, Targets(10, 6), divisor: 1);
        Close.Assert(sum, loss.item<float>(), Tolerance.Summed);
    }

    [Fact]
    public void Without_gradients_the_loss_has_the_same_bits()
    {
        using var scope = NewDisposeScope();
        var (hidden, weight, targets) = (randn([40, 12]).requires_grad_(), randn([50, 12]).requires_grad_(), Targets(40, 50));
        var (_, learning, _) = FusedOps.CrossEntropyHead(hidden, weight, targets);
        using var _ = no_grad();
        Assert.Equal(learning, FusedOps.CrossEntropyHead(hidden, weight, targets).Sum);
    }

    [Fact]
    public void A_frozen_head_gives_the_hidden_states_their_gradient()
    {
        using var scope = NewDisposeScope();
        var (hidden, weight, targets) = (Input(ScalarType.Float32, 9, 4), randn([6, 4]), Targets(9, 6));
        FusedOps.CrossEntropyHead(hidden, weight, targets).Loss.backward();
        var whole = hidden.detach().requires_grad_();
        nn.functional.cross_entropy(whole.matmul(weight.t()), targets).backward();
        Close.Assert(whole.grad!, hidden.grad!, Tolerance.Summed);
    }

    [Fact]
    public void A_logit_of_a_thousand_is_no_infinity()
    {
        using var scope = NewDisposeScope();
        // logits 1000 and −1000: the loss of the second is 2000 nats
        var (_, sum, _) = FusedOps.CrossEntropyHead(ones([1, 1]) * 1000, tensor(new float[] { 1, -1 }).view(2, 1), tensor(new long[] { 1 }));
        Close.Assert(2000, sum, Tolerance.Elementwise);
    }

    [Fact]
    public void A_nan_in_the_hidden_states_is_a_nan_loss()
    {
        using var scope = NewDisposeScope();
        var hidden = ones([2, 9]);
        hidden[1, 4] = tensor(float.NaN);
        Assert.True(double.IsNaN(FusedOps.CrossEntropyHead(hidden, ones([17, 9]), tensor(new long[] { 0, 1 })).Sum));
    }

    private static Tensor Targets(int rows, int vocabulary)
    {
        var targets = randint(0, vocabulary, [rows], ScalarType.Int64);
        targets[rows / 2] = tensor(-100L);
        return targets;
    }

    private static Tensor Input(ScalarType type, params long[] shape) => randn(shape).to(type).detach().requires_grad_();

    private static Tensor Exact(Tensor t) => t.detach().to(ScalarType.Float64).requires_grad_();
}
