using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

/// <summary>A mistake raises with libtorch's message; it never ends the process.</summary>
public sealed class ErrorTests
{
    private static readonly (string Name, Action Mistake, string Says)[] Mistakes =
    [
        ("matmul of shapes that do not fit", () => ones([2, 3]).matmul(ones([2, 3])), "mat1 and mat2 shapes cannot be multiplied"),
        ("add of shapes that do not broadcast", () => _ = ones([2]) + ones([3]), "must match the size of tensor b"),
        ("a view of the wrong size", () => ones([6]).view(4), "is invalid for input of size 6"),
        ("a product of two types", () => ones([2, 2]).matmul(ones([2, 2], float64)), "Float but found Double"),
        ("a dimension that is not there", () => ones([2]).sum([3]), "Dimension out of range"),
        ("an index out of range", () => ones([2]).index_select(0, tensor(new long[] { 5 })), "out of range"),
        ("an index out of range between brackets", () => _ = ones([2])[7], "out of range"),
        ("gather with an index that is not whole", () => ones([2]).gather(0, ones([2])), "int64"),
        ("backward of many elements", () => ones([2], requires_grad: true).mul(2).backward(), "grad can be implicitly created only for scalar outputs"),
        ("backward without a graph", () => ones([1]).backward(), "does not require grad"),
        ("a gradient of whole numbers", () => ones([1], int64).requires_grad_(), "floating point"),
        ("in place on a leaf", () => ones([1], requires_grad: true).add_(1), "a leaf Variable that requires grad"),
        ("item of many elements", () => ones([2]).item<float>(), "a Tensor with 2 elements cannot be converted to Scalar"),
        ("cat of nothing", () => cat(Array.Empty<Tensor>()), "expected a non-empty list of Tensors"),
        ("a negative size", () => zeros([-2]), "negative dimension"),
        ("a gradient of another shape", () => ones([2], requires_grad: true).grad = ones([3]), "a gradient of shape"),
        ("an unknown equation", () => einsum("ij,jk>ik", ones([2, 2]), ones([2, 2])), "einsum()"),
        ("more memory than there is", () => zeros([1L << 50]), "allocate"),
    ];

    public static TheoryData<string> Names => [.. Mistakes.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mistake_raises(string name)
    {
        using var scope = NewDisposeScope();
        var (_, mistake, says) = Mistakes.Single(row => row.Name == name);
        var error = Assert.Throws<ExternalException>(mistake);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception raised from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tensor_where_one_is_needed_raises() => Assert.Throws<ArgumentNullException>(() => ones([1]).add((Tensor)null!));

    [Fact]
    public void A_disposed_tensor_raises_wherever_it_is_used()
    {
        var gone = ones([2]);
        gone.Dispose();
        gone.Dispose();
        using var here = ones([2]);
        Assert.Throws<ObjectDisposedException>(() => gone + here);
        Assert.Throws<ObjectDisposedException>(() => here + gone);
        Assert.Throws<ObjectDisposedException>(() => cat([here, gone]));
        Assert.Throws<ObjectDisposedException>(() => gone.shape);
        Assert.Throws<ObjectDisposedException>(() => gone.data<float>());
        Assert.Throws<ObjectDisposedException>(() => here[gone]);
        Assert.True(gone.IsInvalid);
    }

    [Fact]
    public void The_message_belongs_to_the_thread_that_failed()
    {
        var errors = Enumerable.Range(2, 8).AsParallel().WithDegreeOfParallelism(4).Select(i =>
        {
            for (int repeat = 0; repeat < 50; repeat++)
            {
                string message = Assert.Throws<ExternalException>(() => ones([1000 + i]).view(7)).Message;
                if (!message.Contains($"size {1000 + i}", StringComparison.Ordinal)) return message;
            }

            return "";
        });
        Assert.All(errors, Assert.Empty);
    }
}
