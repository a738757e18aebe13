using TorchSharp;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class LayerTests
{
    [Fact]
    public void Linear_multiplies_and_adds()
    {
        using var layer = nn.Linear(nn.Parameter(tensor(new[,] { { 1.0, 2 }, { 3, 4 }, { 5, 6 } })), nn.Parameter(tensor(new[] { 10.0, 20, 30 })));
        Assert.Equal((2, 3), (layer.in_features, layer.out_features));
        Close.Assert([13, 27, 41], layer.call(tensor(new[] { 1.0, 1 })), Tolerance.Exact);
    }

    [Fact]
    public void Linear_begins_within_one_over_the_root_of_its_inputs()
    {
        using var layer = nn.Linear(16, 200, dtype: ScalarType.Float64);
        Assert.Equal(["weight", "bias"], layer.named_parameters().Select(pair => pair.name));
        Assert.All(Close.Numbers(layer.weight).Concat(Close.Numbers(layer.bias!)), value => Assert.InRange(value, -0.25, 0.25));
        Close.Assert(0.25 / Math.Sqrt(3), layer.weight.std().item<double>(), Tolerance.Sampled);
    }

    [Fact]
    public void Embedding_looks_rows_up_and_learns_only_those()
    {
        using var layer = nn.Embedding(4, 2, padding_idx: 3, dtype: ScalarType.Float64);
        var ids = tensor(new long[,] { { 2, 0 }, { 2, 3 } });
        var rows = layer.call(ids);
        Assert.Equal([2, 2, 2], rows.shape);
        Close.Assert(layer.weight![2], rows[0, 0], Tolerance.Exact);
        Close.Assert([0, 0], rows[1, 1], Tolerance.Exact);
        rows.sum().backward();
        Close.Assert([1, 1, 0, 0, 2, 2, 0, 0], layer.weight!.grad!, Tolerance.Exact);
    }

    [Fact]
    public void An_embedding_from_a_table_is_frozen_unless_told_otherwise()
    {
        var table = ones([3, 2]);
        using var frozen = nn.Embedding_from_pretrained(table);
        using var free = nn.Embedding_from_pretrained(table, freeze: false);
        Assert.False(frozen.weight!.requires_grad);
        Assert.True(free.weight!.requires_grad);
        Assert.False(table.IsInvalid);
    }

    [Fact]
    public void Dropout_follows_the_mode()
    {
        using var layer = nn.Dropout(1);
        Close.Assert([0, 0], layer.call(ones([2])), Tolerance.Exact);
        layer.eval();
        Close.Assert([1, 1], layer.call(ones([2])), Tolerance.Exact);
    }

    [Fact]
    public void A_sequence_calls_one_after_the_other_and_names_them_by_number()
    {
        using var row = nn.Sequential(nn.Linear(2, 3), nn.Dropout(0), nn.Linear(3, 1));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], row.named_parameters().Select(pair => pair.name));
        Assert.Equal([4, 1], row.call(ones([4, 2])).shape);
        Assert.Equal(3, row.Count);
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void A_layer_moves_with_its_bias(ScalarType type)
    {
        using var layer = nn.Linear(2, 2).to(type);
        Assert.Equal((type, type), (layer.weight.dtype, layer.bias!.dtype));
        Assert.Equal(type, nn.Linear(2, 2).to(CPU, type).weight.dtype);
    }
}
