using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Optim;

public sealed class AdamWTests
{
    [Fact]
    public void One_step_worked_by_hand()
    {
        // w = 2, g = 3, lr 0.1, β 0.9 and 0.99, decay 0.5, ε = 0
        // decay      w ← 2·(1 − 0.1·0.5)       = 1.9
        // m̂ = 0.1·3 / (1 − 0.9) = 3, v̂ = 0.01·9 / (1 − 0.99) = 9
        // w ← 1.9 − 0.1·3/√9                    = 1.8
        using var weight = nn.Parameter(tensor(new[] { 2.0 }));
        using var optimizer = optim.AdamW([weight], lr: 0.1, beta1: 0.9, beta2: 0.99, eps: 0, weight_decay: 0.5);
        (weight * 3).sum().backward();
        optimizer.step();
        Close.Assert([1.8], weight, Tolerance.Float64);
        var state = Assert.IsType<AdamW.State>(Assert.Single(optimizer.state_dict().State));
        Assert.Equal(1, state.step);
        Close.Assert([0.3], state.exp_avg, Tolerance.Float64);
        Close.Assert([0.09], state.exp_avg_sq, Tolerance.Float64);
    }

    [Fact]
    public void Weights_do_not_decay_unless_asked()
    {
        using var weight = nn.Parameter(tensor(new[] { 2.0 }));
        using var optimizer = optim.AdamW([weight]);
        weight.grad = zeros([1], ScalarType.Float64);
        optimizer.step();
        Close.Assert([2], weight, Tolerance.Exact);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Five_steps_are_those_of_PyTorch(int run)
    {
        using var scope = NewDisposeScope();
        var reference = Reference.Open("adamw.json").GetProperty("adamw")[run];
        var options = reference.GetProperty("options");
        double Option(string name, int? at = null) =>
            (at is { } i ? options.GetProperty(name)[i] : options.GetProperty(name)).GetDouble();
        bool Flag(string name) => options.TryGetProperty(name, out var flag) && flag.GetBoolean();

        var weight = nn.Parameter(Start());
        var optimizer = optim.AdamW([weight], Option("lr"), Option("betas", 0), Option("betas", 1), Option("eps"), Option("weight_decay"), Flag("amsgrad"), Flag("maximize"));
        var steps = reference.GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(5, steps.Length);
        for (var step = 0; step < steps.Length; step++)
        {
            optimizer.zero_grad();
            (weight - (0.1 * step)).pow(3).sum().backward();
            optimizer.step();
            Close.Assert(Reference.Numbers(steps[step]), weight, Tolerance.Float64, $"step {step}");
        }
    }

    [Fact]
    public void A_group_has_its_own_options_and_the_optimizers_for_the_rest()
    {
        using var decayed = nn.Parameter(tensor(new[] { 2.0 }));
        using var plain = nn.Parameter(tensor(new[] { 2.0 }));
        using var optimizer = optim.AdamW(
            [new AdamW.ParamGroup([decayed], new AdamW.Options { weight_decay = 0.5 }), new AdamW.ParamGroup([plain], new AdamW.Options { LearningRate = 0.2 })],
            lr: 0.1,
            eps: 0);
        Assert.Equal([0.1, 0.2], optimizer.ParamGroups.Select(group => group.LearningRate));
        (decayed + plain).sum().backward();
        optimizer.step();
        Close.Assert([1.9 - 0.1], decayed, Tolerance.Float64);
        Close.Assert([2 - 0.2], plain, Tolerance.Float64);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_takes_no_step()
    {
        using var still = nn.Parameter(tensor(new[] { 2.0 }));
        using var optimizer = optim.AdamW([("still", still)], weight_decay: 0.5);
        optimizer.step();
        Close.Assert([2], still, Tolerance.Exact);
        Assert.Equal(0, Assert.IsType<AdamW.State>(optimizer.state_dict().State[0]).step);
    }

    [Fact]
    public void A_state_saved_and_loaded_goes_on_with_the_same_bits()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(Start()), nn.Parameter(Start()));
        var first = optim.AdamW([a], 0.1, amsgrad: true);
        var second = optim.AdamW([b], 0.3, amsgrad: true);
        Steps(first, a, 3);
        using (no_grad())
            b.copy_(a);

        using var file = new MemoryStream();
        first.save_state_dict(new BinaryWriter(file));
        file.Position = 0;
        second.load_state_dict(new BinaryReader(file));
        Assert.Equal([0.1], second.ParamGroups.Select(group => group.LearningRate));
        Steps(first, a, 2);
        Steps(second, b, 2);
        Close.Assert(a, b, Tolerance.Exact);
    }

    [Fact]
    public void A_state_copied_from_another_optimizer_is_a_copy()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(Start()), nn.Parameter(Start()));
        var first = optim.AdamW([a], 0.1);
        var second = optim.AdamW([b], 0.3);
        Steps(first, a, 2);
        second.load_state_dict(first.state_dict());
        Assert.True(second.state_dict().State[0].ApproximatelyEquals(first.state_dict().State[0]));
        Steps(first, a, 1);
        Assert.False(second.state_dict().State[0].ApproximatelyEquals(first.state_dict().State[0]));
    }

    [Fact]
    public void A_state_of_other_groups_is_refused()
    {
        using var a = nn.Parameter(Start());
        using var b = nn.Parameter(Start());
        using var one = optim.AdamW([a]);
        using var two = optim.AdamW([a, b]);
        var error = Assert.Throws<ArgumentException>(() => two.load_state_dict(one.state_dict()));
        Assert.Contains("1 states, and the optimizer 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0.9)]
    [InlineData(double.NaN, 0.9)]
    [InlineData(1, 1.0)]
    public void Options_that_mean_nothing_are_refused(double lr, double beta1)
    {
        using var weight = nn.Parameter(Start());
        Assert.Throws<ArgumentException>(() => optim.AdamW([weight], lr, beta1));
    }

    [Fact]
    public void A_closure_is_run_with_gradients_and_its_loss_returned()
    {
        using var scope = NewDisposeScope();
        var weight = nn.Parameter(Start());
        var optimizer = optim.AdamW([weight]);
        using var off = no_grad();
        var loss = optimizer.step(() =>
        {
            var sum = weight.square().sum();
            sum.backward();
            return sum;
        });
        Close.Assert(Start().square().sum(), loss!, Tolerance.Exact);
    }

    private static void Steps(AdamW optimizer, Parameter weight, int count)
    {
        for (var i = 0; i < count; i++)
        {
            optimizer.zero_grad();
            weight.pow(3).sum().backward();
            optimizer.step();
        }
    }

    private static Tensor Start() => (arange(6).to(ScalarType.Float64) * 1.7).sin().reshape(2, 3);
}
