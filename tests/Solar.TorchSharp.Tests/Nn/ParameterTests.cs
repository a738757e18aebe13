using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class ParameterTests
{
    [Fact]
    public void A_parameter_takes_the_tensor_over()
    {
        var data = ones([3]);
        using var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
        Close.Assert([1, 1, 1], parameter, Tolerance.Exact);
    }

    [Fact]
    public void The_scope_that_owned_the_tensor_owns_the_parameter()
    {
        Parameter outer, inner, free;
        using (NewDisposeScope())
        {
            var before = ones([1]);
            using (NewDisposeScope())
            {
                outer = new Parameter(before);
                inner = new Parameter(ones([1]));
                free = new Parameter(ones([1]).DetachFromDisposeScope());
            }

            Assert.True(inner.IsInvalid);
            Assert.False(outer.IsInvalid);
        }

        Assert.True(outer.IsInvalid);
        Assert.False(free.IsInvalid);
        free.Dispose();
    }

    [Fact]
    public void Views_of_a_flat_buffer_are_leaves_and_their_gradients_gather_in_another()
    {
        using var scope = NewDisposeScope();
        var weights = arange(10).to(ScalarType.Float64);
        var gradients = zeros([10], ScalarType.Float64);
        var a = new Parameter(weights.narrow(0, 0, 6).view(2, 3));
        var b = new Parameter(weights.narrow(0, 6, 4).view(4));
        Assert.True(a.is_leaf && b.is_leaf);
        a.grad = gradients.narrow(0, 0, 6).view(2, 3);
        b.grad = gradients.narrow(0, 6, 4).view(4);

        (a * a).sum().backward(); // 2a
        (b * 3).sum().backward(); // 3
        Close.Assert([0, 2, 4, 6, 8, 10, 3, 3, 3, 3], gradients, Tolerance.Exact);
        (a * a).sum().backward(); // and once more
        Close.Assert([0, 4, 8, 12, 16, 20, 3, 3, 3, 3], gradients, Tolerance.Exact);

        // What changes the buffer changes the parameters, and the next backward pass is not disturbed by it.
        using (no_grad())
            weights.add_(gradients, -0.5);
        Close.Assert([0, -1, -2, -3, -4, -5], a, Tolerance.Exact);
        gradients.zero_();
        (a * a).sum().backward();
        Close.Assert([0, -2, -4, -6, -8, -10, 0, 0, 0, 0], gradients, Tolerance.Exact);
    }

    [Fact]
    public void Gradients_gather_in_the_buffer_through_matrix_products_too()
    {
        using var scope = NewDisposeScope();
        var gradients = zeros([12]);
        var weight = new Parameter(randn([12]).view(3, 4));
        weight.grad = gradients.view(3, 4);
        for (var pass = 0; pass < 2; pass++)
            nn.functional.linear(ones([5, 4]), weight).sum().backward();
        Close.Assert(full([12], 10), gradients, Tolerance.Exact);
    }
}
