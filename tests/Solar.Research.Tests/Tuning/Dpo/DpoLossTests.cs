using Solar.Research.Tuning.Dpo;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Dpo;

public class DpoLossTests
{
    [Fact]
    public void One_pair_worked_by_hand()
    {
        // policy margin    = −2 − (−5) = 3
        // reference margin = −3 − (−4) = 1
        // β·(3 − 1)        = 0.5 · 2   = 1
        // loss             = −log σ(1) = log(1 + e⁻¹) = 0.31326168…
        using var scope = NewDisposeScope();
        var terms = DpoLoss.Of(Pair(chosen: -2, rejected: -5), Pair(chosen: -3, rejected: -4), beta: 0.5);

        Close.Assert(0.31326168751822286, terms.Loss, Tolerance.Elementwise);
        Close.Assert(+0.5, terms.ChosenReward, Tolerance.Elementwise);
        Close.Assert(-0.5, terms.RejectedReward, Tolerance.Elementwise);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(10)]
    public void A_policy_equal_to_its_reference_loses_log_2(double beta)
    {
        using var scope = NewDisposeScope();
        var same = Pair(chosen: -7, rejected: -1);

        Close.Assert(Math.Log(2), DpoLoss.Of(same, same, beta).Loss, Tolerance.Elementwise);
    }

    // By hand, with β = 0.5, ε = 0.1, c = 1, r = −1, Δ = 2, |y_w| = 4, |y_l| = 2; σ(1) = 0.7310585786, σ(0.5) = 0.6224593312.
    [Theory]
    [InlineData(PreferenceLoss.Sigmoid, 0, 0.3132616875)]      // −log σ(1)
    [InlineData(PreferenceLoss.Conservative, 0.1, 0.4132616875)] // 0.9·0.3132616875 + 0.1·1.3132616875
    [InlineData(PreferenceLoss.Hinge, 0, 0)]                   // 1 − 1
    [InlineData(PreferenceLoss.Ipo, 0, 1)]                     // (2 − 1)²
    [InlineData(PreferenceLoss.IpoPerToken, 0, 0.0625)]        // (1/4 + 1/2 − 1)²
    [InlineData(PreferenceLoss.SigmoidNorm, 0, 0.5231232641)]  // −log σ(0.375)
    [InlineData(PreferenceLoss.ExoPair, 0.1, 0.1140821077)]    // 0.7310585786·(−0.3132616875 + 0.1053605157) + 0.2689414214·(−1.3132616875 + 2.3025850930)
    [InlineData(PreferenceLoss.NcaPair, 0, 1.1981539684)]      // 0.4740769842 + ½·0.9740769842 + ½·0.4740769842
    [InlineData(PreferenceLoss.Robust, 0.1, 0.1882616875)]     // (0.9·0.3132616875 − 0.1·1.3132616875) ÷ 0.8
    [InlineData(PreferenceLoss.BcoPair, 0, 0.9481539684)]      // 2·0.4740769842
    [InlineData(PreferenceLoss.SppoHard, 0, 0)]                // (1 − 1)² + (−1 + 1)²
    [InlineData(PreferenceLoss.Aot, 0.1, 0.4132616875)]        // of one pair: cDPO
    [InlineData(PreferenceLoss.AotUnpaired, 0.1, 0.4132616875)]
    [InlineData(PreferenceLoss.ApoZero, 0, 0.7550813376)]      // 1 − 0.6224593312 + 0.3775406688
    [InlineData(PreferenceLoss.ApoDown, 0, 0.8914007526)]      // 0.6224593312 + 1 − 0.7310585786
    [InlineData(PreferenceLoss.DiscoPop, 0, 0.3678794411)]     // σ(20) = 1 − 2.1e-9, so exp(−1)
    public void Each_loss_of_one_pair_worked_by_hand(PreferenceLoss loss, double smoothing, double expected)
    {
        using var scope = NewDisposeScope();
        var objective = new DpoObjective { Loss = loss, Beta = 0.5, LabelSmoothing = smoothing }.Validate();
        var terms = DpoLoss.Of(Wide(-2, -5), Wide(-3, -4), new(tensor(new[] { 4.0 }), tensor(new[] { 2.0 })), objective);

        Close.Assert(expected, terms.Loss, Tolerance.HandWorked);
    }

    [Fact]
    public void Every_loss_and_gradient_is_that_of_Python_torch()
    {
        var seen = new List<PreferenceLoss>();
        foreach (var expected in PreferenceReference.Losses)
        {
            using var scope = NewDisposeScope();
            var objective = PreferenceReference.Objective(expected);
            var (chosen, rejected) = (PreferenceReference.Wide("chosen").requires_grad_(), PreferenceReference.Wide("rejected").requires_grad_());
            var terms = DpoLoss.Of(new(chosen, rejected), PreferenceReference.Reference, PreferenceReference.Lengths, objective);
            terms.Loss.backward();

            Close.Assert(expected["loss"]!.GetValue<double>(), terms.Loss, Tolerance.Float64);
            Close.Assert(PreferenceReference.Numbers(expected["chosen_gradient"]), chosen.grad!, Tolerance.Float64);
            Close.Assert(PreferenceReference.Numbers(expected["rejected_gradient"]), rejected.grad!, Tolerance.Float64);
            seen.Add(objective.Loss);
        }

        Assert.Equal(31, seen.Count); // 16 formulas twice, but exo_pair has none without smoothing
        Assert.Equal(Enum.GetValues<PreferenceLoss>(), seen.Distinct().Order());
    }

    [Fact]
    public void Every_gradient_is_the_slope_of_central_differences()
    {
        const double Step = 1e-6;
        foreach (var loss in Enum.GetValues<PreferenceLoss>())
        {
            using var scope = NewDisposeScope();
            var objective = new DpoObjective { Loss = loss, Beta = 0.4, LabelSmoothing = Smoothing(loss), DiscoPopTemperature = 0.5 }.Validate();
            double[] at = [-12.5, -3.25, -14.0, -2.5];
            var (chosen, rejected) = (tensor(at[..2]).requires_grad_(), tensor(at[2..]).requires_grad_());
            Loss(chosen, rejected).backward();
            double[] gradients = [.. Close.Values(chosen.grad!), .. Close.Values(rejected.grad!)];
            for (var i = 0; i < at.Length; i++)
                Close.Assert((Moved(i, +Step) - Moved(i, -Step)) / (2 * Step), gradients[i], Tolerance.FiniteDifference);

            Tensor Loss(Tensor c, Tensor r) => DpoLoss.Of(
                new(c, r), new(tensor(new[] { -13.0, -2.75 }), tensor(new[] { -13.5, -3.5 })), new(tensor(new[] { 5.0, 2 }), tensor(new[] { 6.0, 3 })), objective).Loss;

            double Moved(int i, double by)
            {
                var moved = at.ToArray();
                moved[i] += by;
                return Loss(tensor(moved[..2]), tensor(moved[2..])).item<double>();
            }
        }
    }

    [Fact]
    public void No_gradient_reaches_the_reference()
    {
        using var scope = NewDisposeScope();
        var policy = new PairLogProbs(tensor(new[] { -2.0 }).requires_grad_(), tensor(new[] { -5.0 }).requires_grad_());
        var terms = DpoLoss.Of(policy, Wide(-3, -4), beta: 0.5);

        Assert.True(terms.Loss.requires_grad);
        Assert.False(terms.ChosenReward.requires_grad);
        Assert.False(terms.RejectedReward.requires_grad);
    }

    [Fact]
    public void Constants_that_a_loss_has_no_use_for_are_refused()
    {
        Refused("Sigmoid has no label smoothing, and 0.1 was asked for: choose Conservative", new() { LabelSmoothing = 0.1 });
        Refused("ExoPair divides by the label smoothing", new() { Loss = PreferenceLoss.ExoPair });
        Refused("β is 0", new() { Beta = 0 });
        Refused("Label smoothing is 0.5", new() { Loss = PreferenceLoss.Conservative, LabelSmoothing = 0.5 });
        Refused("called 99", new() { Loss = (PreferenceLoss)99 });

        static void Refused(string said, DpoObjective objective) =>
            Assert.Contains(said, Assert.Throws<ArgumentException>(objective.Validate).Message, StringComparison.Ordinal);
    }

    private static double Smoothing(PreferenceLoss loss) =>
        loss is PreferenceLoss.Conservative or PreferenceLoss.ExoPair or PreferenceLoss.Robust or PreferenceLoss.Aot or PreferenceLoss.AotUnpaired ? 0.15 : 0;

    private static PairLogProbs Pair(float chosen, float rejected) => new(tensor(new[] { chosen }), tensor(new[] { rejected }));

    private static PairLogProbs Wide(double chosen, double rejected) => new(tensor(new[] { chosen }), tensor(new[] { rejected }));
}
