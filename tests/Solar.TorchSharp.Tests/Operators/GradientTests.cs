using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

/// <summary>One row an operator: its name, the lowest input, the inputs' shapes, and the call.</summary>
/// <remarks>Inputs lie in [lowest, lowest + 1.5), so that each function is tested where it is defined and smooth.</remarks>
public sealed class GradientTests
{
    private static readonly long[] Row = [3];
    private static readonly long[] Matrix = [2, 3];
    private static readonly long[] Cube = [2, 3, 2];

    private static readonly (string Name, double Lowest, long[][] Shapes, Func<Tensor[], Tensor> Call)[] Operators =
    [
        ("add", -1, [Matrix, Row], x => x[0] + x[1]),
        ("add with alpha", -1, [Matrix, Row], x => x[0].add(x[1], 0.3)),
        ("sub", -1, [Matrix, Row], x => x[0] - x[1]),
        ("sub from number", -1, [Matrix], x => 2.5 - x[0]),
        ("mul", -1, [Matrix, Row], x => x[0] * x[1]),
        ("mul by number", -1, [Matrix], x => x[0] * -3),
        ("div", 0.5, [Matrix, Row], x => x[0] / x[1]),
        ("number div", 0.5, [Matrix], x => 2 / x[0]),
        ("neg", -1, [Matrix], x => -x[0]),
        ("pow number", 0.5, [Matrix], x => x[0].pow(2.5)),
        ("pow tensor", 0.5, [Matrix, Matrix], x => x[0].pow(x[1])),
        ("lerp", -1, [Matrix, Matrix, Matrix], x => x[0].lerp(x[1], x[2])),
        ("addcmul", -1, [Matrix, Matrix, Matrix], x => x[0].addcmul(x[1], x[2], 0.7)),
        ("addcdiv", 0.5, [Matrix, Matrix, Matrix], x => x[0].addcdiv(x[1], x[2], 0.7)),
        ("abs", -0.7, [Matrix], x => x[0].abs()),
        ("exp", -1, [Matrix], x => x[0].exp()),
        ("expm1", -1, [Matrix], x => x[0].expm1()),
        ("log", 0.5, [Matrix], x => x[0].log()),
        ("log1p", 0.5, [Matrix], x => x[0].log1p()),
        ("sqrt", 0.5, [Matrix], x => x[0].sqrt()),
        ("rsqrt", 0.5, [Matrix], x => x[0].rsqrt()),
        ("square", -1, [Matrix], x => x[0].square()),
        ("reciprocal", 0.5, [Matrix], x => x[0].reciprocal()),
        ("sin", -1, [Matrix], x => x[0].sin()),
        ("cos", -1, [Matrix], x => x[0].cos()),
        ("tanh", -1, [Matrix], x => x[0].tanh()),
        ("sigmoid", -1, [Matrix], x => x[0].sigmoid()),
        ("erf", -1, [Matrix], x => x[0].erf()),
        ("clamp", -1, [Matrix], x => x[0].clamp(-0.8, 0.3)),
        ("maximum", -1, [Matrix, Matrix], x => maximum(x[0], x[1])),
        ("minimum", -1, [Matrix, Matrix], x => minimum(x[0], x[1])),
        ("where", -1, [Matrix, Matrix], x => where(x[0] > x[1], x[0], x[1] * 2)),
        ("sum", -1, [Matrix], x => x[0].sum()),
        ("sum of a dimension", -1, [Cube], x => x[0].sum([1, 2], keepdim: true)),
        ("mean", -1, [Matrix], x => x[0].mean()),
        ("mean of a dimension", -1, [Cube], x => x[0].mean([1])),
        ("var", -1, [Matrix], x => x[0].var([1])),
        ("std", -1, [Matrix], x => x[0].std([1], unbiased: false)),
        ("prod", 0.5, [Matrix], x => x[0].prod(1)),
        ("max", -1, [Matrix], x => x[0].max(1).values),
        ("amax", -1, [Matrix], x => x[0].amax([0])),
        ("logsumexp", -1, [Matrix], x => x[0].logsumexp(1)),
        ("cumsum", -1, [Matrix], x => x[0].cumsum(1)),
        ("norm", 0.5, [Matrix], x => x[0].norm()),
        ("sort", -1, [Matrix], x => x[0].sort(1).Values),
        ("topk", -1, [Matrix], x => x[0].topk(2).values),
        ("matmul", -1, [[2, 3], [3, 4]], x => x[0].matmul(x[1])),
        ("bmm", -1, [[2, 3, 2], [2, 2, 3]], x => x[0].bmm(x[1])),
        ("mv", -1, [[2, 3], [3]], x => x[0].mv(x[1])),
        ("dot", -1, [[3], [3]], x => x[0].dot(x[1])),
        ("outer", -1, [[2], [3]], x => x[0].outer(x[1])),
        ("addmm", -1, [[2, 4], [2, 3], [3, 4]], x => x[0].addmm(x[1], x[2], beta: 0.5f, alpha: 2)),
        ("baddbmm", -1, [[2, 3, 3], [2, 3, 2], [2, 2, 3]], x => x[0].baddbmm(x[1], x[2], beta: 0.5f, alpha: 2)),
        ("einsum", -1, [[2, 3], [3, 4]], x => einsum("ij,jk->ki", x[0], x[1])),
        ("view", -1, [Cube], x => x[0].view(3, -1)),
        ("transpose", -1, [Cube], x => x[0].transpose(0, 2).square()),
        ("permute", -1, [Cube], x => x[0].permute(2, 0, 1).square()),
        ("expand", -1, [[2, 1, 3]], x => x[0].expand(2, 4, 3)),
        ("repeat", -1, [Matrix], x => x[0].repeat(2, 2)),
        ("repeat_interleave", -1, [Matrix], x => x[0].repeat_interleave(2, 1)),
        ("narrow", -1, [Matrix], x => x[0].narrow(1, 1, 2)),
        ("slice", -1, [Matrix], x => x[0].slice(1, 0, 3, 2)),
        ("select", -1, [Matrix], x => x[0].select(0, 1)),
        ("flip", -1, [Matrix], x => x[0].flip(1)),
        ("roll", -1, [Matrix], x => x[0].roll(1, 1)),
        ("tril", -1, [Matrix], x => x[0].tril()),
        ("cat", -1, [Matrix, Matrix], x => cat([x[0], x[1]], 1)),
        ("stack", -1, [Matrix, Matrix], x => stack([x[0], x[1]], 1)),
        ("chunk", -1, [[2, 4]], x => x[0].chunk(2, 1)[1]),
        ("split", -1, [[2, 4]], x => x[0].split([1L, 3], 1)[1]),
        ("unbind", -1, [Matrix], x => x[0].unbind()[1]),
        ("index", -1, [Matrix], x => x[0][TensorIndex.Colon, TensorIndex.Slice(1)]),
        ("index by tensor", -1, [Matrix], x => x[0][tensor(new long[] { 1, 0, 1 })]),
        ("index_select", -1, [Matrix], x => x[0].index_select(1, tensor(new long[] { 2, 2, 0 }))),
        ("gather", -1, [Matrix], x => x[0].gather(1, tensor(new long[,] { { 2, 2 }, { 0, 1 } }))),
        ("scatter", -1, [Matrix, [2, 1]], x => x[0].scatter(1, tensor(new long[,] { { 2 }, { 0 } }), x[1])),
        ("scatter_add", -1, [Matrix, [2, 1]], x => x[0].scatter_add(1, tensor(new long[,] { { 2 }, { 0 } }), x[1])),
        ("index_add", -1, [Matrix, [2, 2]], x => x[0].index_add(1, tensor(new long[] { 2, 2 }), x[1], 0.5)),
        ("masked_fill", -1, [Matrix], x => x[0].masked_fill(tensor(new[] { true, false, true }), 3.0)),
        ("to", -1, [Matrix], x => x[0].to(float64, copy: true)),
    ];

    public static TheoryData<string> Names => [.. Operators.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_backward_pass_agrees_with_central_differences(string name)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(seed: 20);
        var (_, lowest, shapes, call) = Operators.Single(row => row.Name == name);
        Gradients.Check(call, [.. shapes.Select(shape => (rand(shape, float64, generator: random) * 1.5) + lowest)]);
    }

    [Fact]
    public void A_wrong_gradient_is_caught() =>
        Assert.ThrowsAny<Exception>(() => Gradients.Check(x => x[0] * x[0].detach(), Gradients.Numbers(3)));

    [Fact]
    public void A_second_derivative_is_taken_through_the_first()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal(12.0, first.item<double>());   // 3x²
        Assert.Equal(12.0, second.item<double>());  // 6x
    }
}
