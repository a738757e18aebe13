using System.Runtime.InteropServices;
using Solar.TorchSharp.Interop;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Autograd;

[Collection(nameof(Alone))]
public sealed class FunctionTests
{
    [Fact]
    public void A_gradient_written_by_hand_is_the_gradient()
    {
        Gradients.Check(v => Cube.apply(v[0], 2.0), Gradients.Numbers(3, 2));
        Gradients.Check(v => Cube.apply(Cube.apply(v[0] * v[1], 1.0), 0.5).sin(), Gradients.Numbers(4), Gradients.Numbers(4));
        Assert.Equal(0, ManagedNode.Live);
    }

    [Fact]
    public void Several_results_and_several_inputs()
    {
        Gradients.Check(v => ProductAndSum.apply(v[0], v[1])[0], Gradients.Numbers(3), Gradients.Numbers(3).cos());
        Gradients.Check(v => ProductAndSum.apply(v[0], v[1])[1], Gradients.Numbers(3), Gradients.Numbers(3).cos());
        Gradients.Check(v => cat(ProductAndSum.apply(v[0], v[1]).ToArray()), Gradients.Numbers(3), Gradients.Numbers(3).cos());
    }

    [Fact]
    public void Without_a_gradient_to_take_there_is_no_node()
    {
        var y = Cube.apply(ones([2]), 1.0);
        Assert.False(y.requires_grad);
        using (no_grad())
            Assert.False(Cube.apply(ones([2], requires_grad: true), 1.0).requires_grad);
        Assert.Equal(0, ManagedNode.Live);
    }

    [Fact]
    public void An_exception_in_the_backward_pass_comes_out_of_backward()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        var y = Fails.apply(x).sum();
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("the third tooth broke", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), error.Message, StringComparison.Ordinal);

        // and nothing is broken by it
        (x * 2).sum().backward();
        Close.Assert([2, 2], x.grad!, Tolerance.Exact);
    }

    [Fact]
    public void A_wrong_number_of_gradients_is_an_error()
    {
        using var scope = NewDisposeScope();
        var y = Forgets.apply(ones([2], requires_grad: true), ones([2], requires_grad: true)).sum();
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("returned 1 gradients for 2 inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_tensor_that_was_changed_is_noticed()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        var middle = x * 2;
        var y = Cube.apply(middle, 1.0).sum();
        using (no_grad())
            middle.add_(1);
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("modified by an inplace operation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_is_walked_twice_only_when_it_was_kept()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        var y = Cube.apply(x, 1.0).sum();
        y.backward(retain_graph: true);
        y.backward();
        Close.Assert([6, 6], x.grad!, Tolerance.Exact);
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("retain_graph", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_is_the_input_does_not_disturb_the_input()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        var y = Scaled.apply(x);
        Assert.True(x.is_leaf);
        y.sum().backward();
        Close.Assert([5, 5], x.grad!, Tolerance.Exact);
    }

    [Fact]
    public void Ten_thousand_passes_leave_nothing_behind()
    {
        void Pass()
        {
            using var scope = NewDisposeScope();
            var x = ones([4], requires_grad: true);
            Cube.apply(Cube.apply(x, 0.5), 1.0).sum().backward();
        }

        Pass();
        GC.Collect();
        GC.WaitForPendingFinalizers(); // what earlier tests left to the collector
        var before = Tensor.TotalCount;
        for (var i = 0; i < 10_000; i++)
            Pass();
        Assert.InRange(Tensor.TotalCount, 0, before);
        Assert.Equal(0, ManagedNode.Live);
    }

    [Fact]
    public void A_graph_that_is_never_walked_is_released_with_its_tensor()
    {
        using (NewDisposeScope())
        {
            _ = Cube.apply(ones([4], requires_grad: true), 1.0);
            Assert.Equal(1, ManagedNode.Live);
        }

        Assert.Equal(0, ManagedNode.Live);
    }

    /// <summary>factor · x³.</summary>
    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("factor", vars[1]);
            return x * x * x * (double)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_output * x * x * (3 * (double)ctx.get_data("factor")!), null!];
        }
    }

    private sealed class ProductAndSum : autograd.MultiTensorFunction<ProductAndSum>
    {
        public override string Name => nameof(ProductAndSum);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (a, b) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([a, b]);
            return [a * b, a + b];
        }

        // A result that nobody used has a gradient of zeros.
        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [(grad_outputs[0] * saved[1]) + grad_outputs[1], (grad_outputs[0] * saved[0]) + grad_outputs[1]];
        }
    }

    private sealed class Fails : autograd.SingleTensorFunction<Fails>
    {
        public override string Name => nameof(Fails);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            throw new InvalidOperationException("the third tooth broke");
    }

    private sealed class Forgets : autograd.SingleTensorFunction<Forgets>
    {
        public override string Name => nameof(Forgets);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * (Tensor)vars[1];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    /// <summary>Hands its input back; the gradient is five times what comes.</summary>
    private sealed class Scaled : autograd.SingleTensorFunction<Scaled>
    {
        public override string Name => nameof(Scaled);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 5];
    }
}
