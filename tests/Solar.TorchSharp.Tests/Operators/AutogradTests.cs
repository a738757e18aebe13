using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

public sealed class AutogradTests
{
    [Fact]
    public void Gradients_accumulate_until_they_are_taken_away()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Assert.Null(x.grad);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.Equal([4.0, 8.0], x.grad!.data<double>().ToArray()); // 2x, twice
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_given_beforehand_is_added_to_in_place()
    {
        using var scope = NewDisposeScope();
        var buffer = zeros([2], float64);
        var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        x.grad = buffer;
        (x * 3).sum().backward();
        Assert.Equal([3.0, 3.0], buffer.data<double>().ToArray());
    }

    [Fact]
    public void No_grad_holds_for_its_block_and_its_thread()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            bool elsewhere = false;
            var thread = new System.Threading.Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
            Assert.True(elsewhere);
            Assert.False(is_grad_enabled());
        }

        Assert.True((x * 2).requires_grad);
        using (inference_mode()) Assert.False((x * 2).requires_grad);
        Assert.True(is_grad_enabled());
        Assert.False((x * 2).detach().requires_grad);
    }

    [Fact]
    public void Inputs_narrow_what_a_backward_pass_fills()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], requires_grad: true);
        var y = ones([1], requires_grad: true);
        (x * y).backward(inputs: [x]);
        Assert.NotNull(x.grad);
        Assert.Null(y.grad);
        Assert.Null(autograd.grad([x * 2], [x, y], allow_unused: true)[1]);
    }
}
