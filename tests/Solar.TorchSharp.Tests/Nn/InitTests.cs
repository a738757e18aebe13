using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class InitTests
{
    [Fact]
    public void Fills_are_what_they_say_and_return_the_tensor()
    {
        var t = empty(2, 2, ScalarType.Float64);
        Assert.Same(t, init.zeros_(t));
        Close.Assert([0, 0, 0, 0], t, Tolerance.Exact);
        Close.Assert([1, 1, 1, 1], init.ones_(t), Tolerance.Exact);
        Close.Assert([2.5, 2.5, 2.5, 2.5], init.constant_(t, 2.5), Tolerance.Exact);
    }

    [Fact]
    public void A_parameter_is_filled_without_a_trace()
    {
        using var weight = nn.Parameter(empty(3, 3));
        init.normal_(weight);
        Assert.True(weight.is_leaf && weight.requires_grad);
    }

    [Fact]
    public void Normal_and_uniform_have_their_moments()
    {
        var t = empty([100_000], ScalarType.Float64);
        using var generator = new Generator(7);
        init.normal_(t, 0.5, 0.25, generator);
        Close.Assert(0.5, t.mean().item<double>(), Tolerance.Sampled);
        Close.Assert(0.25, t.std().item<double>(), Tolerance.Sampled);
        init.uniform_(t, -1, 3, generator);
        Close.Assert(1, t.mean().item<double>(), Tolerance.Sampled);
        Assert.InRange(t.min().item<double>(), -1, 0);
        Assert.InRange(t.max().item<double>(), 2, 3);
    }

    [Fact]
    public void A_seed_decides_every_draw()
    {
        double[] Draw(ulong seed)
        {
            using var generator = new Generator(seed);
            return Close.Numbers(init.normal_(empty([64]), generator: generator));
        }

        Assert.Equal(Draw(3), Draw(3));
        Assert.NotEqual(Draw(3), Draw(4));
    }

    [Fact]
    public void Xavier_and_kaiming_have_their_bounds()
    {
        // fan in 300, fan out 100: xavier √(6/400), kaiming √3·√2/√300 for a rectifier
        Assert.Equal((300L, 100L), init.CalculateFanInAndFanOut(empty(100, 300)));
        Bounds(init.xavier_uniform_(empty(100, 300)), Math.Sqrt(6.0 / 400));
        Bounds(init.kaiming_uniform_(empty(100, 300), nonlinearity: init.NonlinearityType.ReLU), Math.Sqrt(6.0 / 300));
        Close.Assert(Math.Sqrt(2.0 / 400), init.xavier_normal_(empty(300, 100)).std().item<float>(), Tolerance.Sampled);
        Close.Assert(Math.Sqrt(2.0 / 300), init.kaiming_normal_(empty(300, 100), mode: init.FanInOut.FanOut).std().item<float>(), Tolerance.Sampled);

        static void Bounds(Tensor t, double bound)
        {
            var largest = t.abs().max().item<float>();
            Assert.InRange(largest, 0.99 * bound, bound);
        }
    }
}
