using System.Globalization;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Operators;

/// <summary>Values against the C# runtime's own functions, one row an operator.</summary>
public sealed class ValueTests
{
    private static readonly double[] Inputs = [0.25, 0.5, 1.5, 3.0];

    private static readonly (string Name, Func<Tensor, Tensor> Call, Func<double, double> Expected)[] Unary =
    [
        ("abs", x => (-x).abs(), Math.Abs),
        ("exp", x => x.exp(), Math.Exp),
        ("log", x => x.log(), Math.Log),
        ("log2", x => x.log2(), Math.Log2),
        ("sqrt", x => x.sqrt(), Math.Sqrt),
        ("rsqrt", x => x.rsqrt(), x => 1 / Math.Sqrt(x)),
        ("square", x => x.square(), x => x * x),
        ("sin", x => x.sin(), Math.Sin),
        ("cos", x => x.cos(), Math.Cos),
        ("tanh", x => x.tanh(), Math.Tanh),
        ("sigmoid", x => x.sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        ("floor", x => x.floor(), Math.Floor),
        ("round", x => x.round(), x => Math.Round(x, MidpointRounding.ToEven)),
        ("add", x => x + 2, x => x + 2),
        ("sub", x => x - 2, x => x - 2),
        ("sub from", x => 2 - x, x => 2 - x),
        ("mul", x => x * 2.5, x => x * 2.5),
        ("div", x => x / 4, x => x / 4),
        ("div of", x => 4 / x, x => 4 / x),
        ("remainder", x => x % 1, x => x % 1),
        ("pow", x => x.pow(3), x => Math.Pow(x, 3)),
        ("clamp", x => x.clamp(0.3, 2), x => Math.Clamp(x, 0.3, 2)),
        ("lt", x => (x < 1).to(x.dtype), x => x < 1 ? 1 : 0),
        ("number lt", x => (1 < x).to(x.dtype), x => x > 1 ? 1 : 0),
        ("ge", x => (x >= 1.5).to(x.dtype), x => x >= 1.5 ? 1 : 0),
        ("eq", x => (x == 0.5).to(x.dtype), x => x == 0.5 ? 1 : 0),
        ("ne", x => (x != 0.5).to(x.dtype), x => x != 0.5 ? 1 : 0),
        ("add_", x => x.clone().add_(1), x => x + 1),
        ("mul_", x => x.clone().mul_(x), x => x * x),
        ("addcdiv_", x => x.clone().addcdiv_(x, x + 1, 2), x => x + (2 * x / (x + 1))),
        ("lerp_", x => x.clone().lerp_(x * 3, full_like(x, 0.5)), x => 2 * x),
        ("fill_", x => x.clone().fill_(7), _ => 7),
        ("flip twice", x => x.flip(0).flip(0), x => x),
        ("cumsum difference", x => x.cumsum(0) - x.cumsum(0) + x, x => x),
    ];

    public static TheoryData<string, ScalarType> Rows
    {
        get
        {
            var rows = new TheoryData<string, ScalarType>();
            foreach (var (name, _, _) in Unary)
            {
                foreach (var type in new[] { float64, float32, bfloat16 }) rows.Add(name, type);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees_with_the_runtime(string name, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (_, call, expected) = Unary.Single(row => row.Name == name);
        var tolerance = type switch { ScalarType.Float64 => Tolerance.Float64, ScalarType.Float32 => Tolerance.Elementwise, _ => Tolerance.BFloat16 };
        var result = call(tensor(Inputs, type));
        Assert.Equal(type, result.dtype);
        double[] actual = result.to(float64).data<double>().ToArray();
        for (int i = 0; i < Inputs.Length; i++)
        {
            Assert.True(tolerance.Accepts(expected(Inputs[i]), actual[i]), string.Create(CultureInfo.InvariantCulture, $"at {Inputs[i]}: expected {expected(Inputs[i])}, found {actual[i]}"));
        }
    }

    [Fact]
    public void Whole_numbers_stay_whole()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new long[] { 7, -7, (1L << 60) + 1 });
        Assert.Equal([14L, -14L, (1L << 61) + 2], (x * 2).data<long>().ToArray());
        Assert.Equal(float32, (x * 2.0).dtype);
        Assert.Equal((1L << 60) + 1, x[2].item<long>());
        Assert.Equal([1L, 1L], (x[..2] % 2).data<long>().ToArray()); // the sign of the divisor, as in Python
    }

    [Fact]
    public void Truth_values_combine()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { true, true, false, false });
        var b = tensor(new[] { true, false, true, false });
        Assert.Equal([true, false, false, false], (a & b).data<bool>().ToArray());
        Assert.Equal([true, true, true, false], (a | b).data<bool>().ToArray());
        Assert.Equal([false, true, true, false], (a ^ b).data<bool>().ToArray());
        Assert.Equal([false, false, true, true], (~a).data<bool>().ToArray());
        Assert.True(a.any().item<bool>());
        Assert.False(a.all().item<bool>());
    }

    [Fact]
    public void Extremes_and_order_come_with_their_places()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 3, 1, 2 }, { 4, 6, 5 } });
        var (largest, at) = x.max(1);
        Assert.Equal([3f, 6f], largest.data<float>().ToArray());
        Assert.Equal([0L, 1L], at.data<long>().ToArray());
        Assert.Equal([0L, 1L], x.argmax(1).data<long>().ToArray());
        Assert.Equal([1L, 0L], x.topk(1, largest: false).indexes.flatten().data<long>().ToArray());
        Assert.Equal([3f, 2f, 1f, 6f, 5f, 4f], x.sort(1, descending: true).Values.data<float>().ToArray());
        Assert.Equal([1L, 2L, 0L], x.argsort()[0].data<long>().ToArray());
        Assert.Equal([6f, 1f], new[] { x.max().item<float>(), x.min().item<float>() });
        Assert.Equal([1L, 0L, 2L], tensor(new long[] { 0, 2, 2 }).bincount(null).data<long>().ToArray());
    }

    [Fact]
    public void A_product_of_matrices_by_hand()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new double[,] { { 1, 2 }, { 3, 4 } });
        var b = tensor(new double[,] { { 5 }, { 6 } });
        Assert.Equal([17.0, 39.0], a.matmul(b).data<double>().ToArray()); // 1·5 + 2·6, 3·5 + 4·6
        Assert.Equal([17.0, 39.0], einsum("ij,jk->ik", a, b).data<double>().ToArray());
    }
}
