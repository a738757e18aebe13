using static Solar.TorchSharp.Tests.Gradients;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class LossTests
{
    // softmax of (0, ln 2, ln 5) is (1, 2, 5)/8; of (ln 3, 0, 0) it is (3, 1, 1)/5.
    private static Tensor Logits => tensor(new[,] { { 0, Math.Log(2), Math.Log(5) }, { Math.Log(3), 0, 0 } });

    private static readonly double First = -Math.Log(5.0 / 8);
    private static readonly double Second = -Math.Log(1.0 / 5);

    [Fact]
    public void Cross_entropy_worked_by_hand()
    {
        var target = tensor(new long[] { 2, 1 });
        Close.Assert([First, Second], F.cross_entropy(Logits, target, reduction: nn.Reduction.None), Tolerance.Float64);
        Close.Assert((First + Second) / 2, F.cross_entropy(Logits, target).item<double>(), Tolerance.Float64);
        Close.Assert(First + Second, F.cross_entropy(Logits, target, reduction: nn.Reduction.Sum).item<double>(), Tolerance.Float64);
    }

    [Fact]
    public void Cross_entropy_ignores_what_it_is_told_to()
    {
        Close.Assert(First, F.cross_entropy(Logits, tensor(new long[] { 2, -100 })).item<double>(), Tolerance.Float64);
        Close.Assert(Second, F.cross_entropy(Logits, tensor(new long[] { 2, 1 }), ignore_index: 2).item<double>(), Tolerance.Float64);
    }

    [Fact]
    public void Cross_entropy_weighs_classes_and_smooths_labels()
    {
        // weights 1, 2, 4: (4·first + 2·second) / 6
        var weighed = F.cross_entropy(Logits, tensor(new long[] { 2, 1 }), tensor(new[] { 1.0, 2, 4 }));
        Close.Assert(((4 * First) + (2 * Second)) / 6, weighed.item<double>(), Tolerance.Float64);

        // smoothing 0.3 gives 0.1 to each class: 0.7·first − 0.1·Σ log p
        var all = Math.Log(1.0 / 8) + Math.Log(2.0 / 8) + Math.Log(5.0 / 8);
        var smooth = F.cross_entropy(Logits.narrow(0, 0, 1), tensor(new long[] { 2 }), label_smoothing: 0.3);
        Close.Assert((0.7 * First) - (0.1 * all), smooth.item<double>(), Tolerance.Float64);
    }

    [Fact]
    public void Nll_loss_takes_log_probabilities()
    {
        var logs = F.log_softmax(Logits, 1);
        Close.Assert((First + Second) / 2, F.nll_loss(logs, tensor(new long[] { 2, 1 })).item<double>(), Tolerance.Float64);
    }

    [Fact]
    public void Kl_div_expects_a_logarithm_as_its_target_unless_told_otherwise()
    {
        var p = tensor(new[] { 0.5, 0.5 });
        var q = tensor(new[] { 0.25, 0.75 });

        // Σ p log(p/q) = ½ log 2 + ½ log ⅔
        var expected = 0.5 * (Math.Log(2) + Math.Log(2.0 / 3));
        Close.Assert(expected, F.kl_div(q.log(), p.log(), reduction: nn.Reduction.Sum).item<double>(), Tolerance.Float64);
        Close.Assert(expected, F.kl_div(q.log(), p, log_target: false, reduction: nn.Reduction.Sum).item<double>(), Tolerance.Float64);
        Close.Assert(expected / 2, F.kl_div(q.log(), p.log()).item<double>(), Tolerance.Float64);
    }

    [Fact]
    public void The_losses_have_the_gradients_of_their_formulas()
    {
        var target = tensor(new long[] { 3, -100, 0 });
        Check(v => F.cross_entropy(v[0], target), Numbers(3, 4));
        Check(v => F.cross_entropy(v[0], target, Numbers(4).exp(), label_smoothing: 0.1), Numbers(3, 4));
        Check(v => F.nll_loss(v[0], tensor(new long[] { 3, 1, 0 }), reduction: nn.Reduction.None), Numbers(3, 4));
        Check(v => F.kl_div(v[0], v[1], reduction: nn.Reduction.Sum), Numbers(3, 4), Numbers(3, 4));
    }
}
