using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests;

public sealed class CoreTests
{
    [Fact]
    public void A_product_is_differentiated()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        (x * x * 2).sum().backward();
        Assert.Equal(8f, (x.grad! / 1.5).sum().item<float>() / 2, 5);
    }

    [Fact]
    public void Wrong_shapes_raise_and_do_not_abort()
    {
        var error = Assert.Throws<ExternalException>(() => ones([2, 3]).matmul(ones([2, 3])));
        Assert.Contains("mat1 and mat2", error.Message, StringComparison.Ordinal);
    }
}
