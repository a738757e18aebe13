using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Memory;

[Collection(nameof(Alone))]
public sealed class ScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_save_what_was_moved_out()
    {
        Tensor kept, lost, free;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                lost = ones([1]);
                kept = (lost + 1).MoveToOuterDisposeScope();
                free = (lost + 2).DetachFromDisposeScope();
                Assert.Equal(1, inner.DisposablesCount);
                Assert.True(inner.Contains(lost));
            }

            Assert.True(lost.IsInvalid);
            Assert.Equal(2f, kept.item<float>());
            Assert.True(outer.Contains(kept));
        }

        Assert.True(kept.IsInvalid);
        Assert.Equal(3f, free.item<float>());
        free.Dispose();
    }

    [Fact]
    public void A_disposed_tensor_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        ones([1]).Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Everything_but_the_named_goes()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ones([1]), ones([1]));
        scope.DisposeEverythingBut([a]);
        Assert.False(a.IsInvalid);
        Assert.True(b.IsInvalid);
    }

    [Fact]
    public void A_wrapped_function_keeps_its_result_alone()
    {
        using var scope = NewDisposeScope();
        using var result = WrappedTensorDisposeScope(() => ones([3]) + ones([3]) + 1);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(9f, result.sum().item<float>());
    }

    [Fact]
    public void A_scope_of_one_thread_does_not_own_what_another_makes()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;
        var thread = new System.Threading.Thread(() => made = ones([1]));
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(made!));
        made!.Dispose();
    }
}
