using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class ModuleTests
{
    private static string[] Names(nn.Module module) => [.. module.named_parameters().Select(pair => pair.name)];

    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        using var model = new Parent();
        Assert.Equal(["scale", "first.weight", "first.bias", "rows.0.weight", "rows.1.weight"], Names(model));
        Assert.Equal(["table"], model.named_buffers().Select(pair => pair.name));
        Assert.Equal(["scale", "first.weight", "first.bias", "rows.0.weight", "rows.1.weight", "table"], model.state_dict().Keys);
        Assert.Equal(["first", "rows", "rows.0", "rows.1"], model.named_modules().Select(pair => pair.name));
    }

    [Fact]
    public void A_parameter_in_two_places_is_one_parameter_with_two_names_in_the_state()
    {
        using var model = new Tied();
        Assert.Equal(["embedding.weight"], Names(model));
        Assert.Equal(["embedding.weight", "head.weight"], model.state_dict().Keys);
    }

    [Fact]
    public void Names_are_found_by_their_paths()
    {
        using var model = new Parent();
        Assert.Same(model.rows[1].weight, model.get_parameter("rows.1.weight"));
        Assert.Same(model.table, model.get_buffer("table"));
        Assert.True(model.has_parameter("scale"));
        Assert.False(model.has_parameter("table"));
        Assert.Null(model.get_parameter("rows.2.weight"));
    }

    [Fact]
    public void A_state_goes_round()
    {
        using var from = new Parent();
        using var to = new Parent();
        Assert.NotEqual(Close.Numbers(from.first.weight), Close.Numbers(to.first.weight));
        var state = from.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var (missing, unexpected) = to.load_state_dict(state);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        foreach (var (name, value) in to.state_dict())
            Close.Assert(state[name], value, Tolerance.Exact, name);
        Assert.True(to.first.weight.requires_grad);
    }

    [Fact]
    public void A_state_of_another_model_is_refused_by_name()
    {
        using var model = new Parent();
        var state = model.state_dict();
        state.Remove("scale");
        state["stranger"] = ones([1]);
        var error = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state));
        Assert.Contains("Missing: scale. Unexpected: stranger.", error.Message, StringComparison.Ordinal);
        var (missing, unexpected) = model.load_state_dict(state, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["stranger"], unexpected);
    }

    [Fact]
    public void A_conversion_replaces_fields_and_keeps_integers()
    {
        using var model = new Parent();
        var old = model.scale;
        Assert.Same(model, model.to(ScalarType.BFloat16));
        Assert.Equal(ScalarType.BFloat16, model.scale.dtype);
        Assert.Equal(ScalarType.BFloat16, model.rows[0].weight.dtype);
        Assert.Equal(ScalarType.Int64, model.table.dtype);
        Assert.True(model.scale.is_leaf && model.scale.requires_grad);
        Assert.Same(model.scale, model.get_parameter("scale"));
        Assert.NotSame(old, model.scale);
        Assert.Throws<ArgumentException>(() => model.to(ScalarType.Int64));
    }

    [Fact]
    public void Training_reaches_every_child()
    {
        using var model = new Parent();
        Assert.True(model.rows[1].training);
        model.eval();
        Assert.False(model.training || model.first.training || model.rows[1].training);
        model.train();
        Assert.True(model.training && model.rows[1].training);
    }

    [Fact]
    public void Zero_grad_drops_or_clears_gradients()
    {
        using var model = new Parent();
        model.call(ones([2, 3])).sum().backward();
        Assert.NotNull(model.first.weight.grad);
        model.zero_grad(set_to_none: false);
        Close.Assert(zeros([3, 3]), model.first.weight.grad!, Tolerance.Exact);
        model.zero_grad();
        Assert.Null(model.first.weight.grad);
    }

    [Fact]
    public void Hooks_see_and_change_what_passes()
    {
        using var layer = nn.Linear(3, 3, hasBias: false);
        var x = ones([1, 3]);
        var plain = layer.call(x);
        var before = layer.register_forward_pre_hook((_, input) => input * 2);
        var after = layer.register_forward_hook((_, _, output) => output + 1);
        Close.Assert((plain * 2) + 1, layer.call(x), Tolerance.Elementwise);
        before.remove();
        after.remove();
        Close.Assert(plain, layer.call(x), Tolerance.Exact);
    }

    [Fact]
    public void A_name_is_given_once_and_has_no_dot()
    {
        using var model = new Parent();
        Assert.Throws<InvalidOperationException>(() => model.register_module("first", nn.Dropout()));
        Assert.Throws<ArgumentException>(() => model.register_module("a.b", nn.Dropout()));
        Assert.Throws<InvalidOperationException>(() => model.register_parameter("scale", nn.Parameter(ones([1]))));
    }

    [Fact]
    public void A_disposed_module_takes_its_tensors_along()
    {
        var model = new Parent();
        var (weight, table) = (model.rows[0].weight, model.table);
        model.Dispose();
        Assert.True(weight.IsInvalid);
        Assert.True(table.IsInvalid);
    }

    private sealed class Parent : nn.Module<Tensor, Tensor>
    {
        public readonly Linear first = nn.Linear(3, 3);
        public readonly ModuleList<Linear> rows = nn.ModuleList(nn.Linear(3, 3, hasBias: false), nn.Linear(3, 3, hasBias: false));
        [ComponentName(Name = "scale")] private readonly Parameter _scale = nn.Parameter(ones([1]));
        public readonly Tensor table = arange(3);

        public Parent()
            : base(nameof(Parent)) => RegisterComponents();

        public Parameter scale => _scale;

        public override Tensor forward(Tensor input) =>
            rows.Aggregate(first.call(input) * scale, (x, row) => row.call(x));
    }

    private sealed class Tied : nn.Module
    {
        public readonly Embedding embedding = nn.Embedding(5, 3);
        public readonly Linear head;

        public Tied()
            : base(nameof(Tied))
        {
            head = nn.Linear(embedding.weight!);
            RegisterComponents();
        }
    }
}
