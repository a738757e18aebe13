using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Tensors;

public sealed class VariantTests
{
    [Fact]
    public void A_quotient_is_rounded_as_told()
    {
        var a = tensor(new[] { 7.0, -7 });
        Close.Assert([3.5, -3.5], a.div(2), Tolerance.Exact);
        Close.Assert([3, -3], a.div(2, RoundingMode.trunc), Tolerance.Exact);
        Close.Assert([3, -4], div(a, tensor(new[] { 2.0, 2 }), RoundingMode.floor), Tolerance.Exact);
        Close.Assert([3, -4], a.clone().div_(2, RoundingMode.floor), Tolerance.Exact);
        Close.Assert([3, -3], a.clone().div_(tensor(2.0), RoundingMode.trunc), Tolerance.Exact);
        Assert.Equal(ScalarType.Int64, tensor(new long[] { 7 }).div(2, RoundingMode.floor).dtype);
    }

    [Fact]
    public void Rounding_keeps_as_many_decimals_as_told()
    {
        var a = tensor(new[] { 1.256, -0.5, 1.5 });
        Close.Assert([1, 0, 2], a.round(), Tolerance.Exact); // ties to even
        Close.Assert([1.26, -0.5, 1.5], round(a, 2), Tolerance.Float64);
        Close.Assert([1.3, -0.5, 1.5], a.round_(1), Tolerance.Float64);
    }

    [Fact]
    public void What_is_not_zero_is_counted_over_all_or_some_dimensions()
    {
        var a = tensor(new[,] { { 0.0, 1, 2 }, { 0, 0, 3 } });
        Close.Assert([3], a.count_nonzero().reshape(1), Tolerance.Exact);
        Close.Assert([0, 1, 2], count_nonzero(a, [0]), Tolerance.Exact);
    }

    [Fact]
    public void Numbers_that_are_none_are_replaced()
    {
        var a = tensor(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity });
        Close.Assert([5, double.MaxValue, double.MinValue], a.nan_to_num(5), Tolerance.Exact);
        Close.Assert([0, 1, -1], nan_to_num(a, posinf: 1, neginf: -1), Tolerance.Exact);
    }

    [Fact]
    public void Dimensions_move_and_elements_roll()
    {
        Assert.Equal([3, 4, 2], movedim(zeros(2, 3, 4), 0, 2).shape);
        Assert.Equal([4, 2, 3], zeros(2, 3, 4).movedim([0, 1], [1, 2]).shape);
        var a = arange(4).reshape(2, 2);
        Close.Assert([3, 0, 1, 2], a.roll(1), Tolerance.Exact);
        Close.Assert([1, 0, 3, 2], roll(a, 1, 1), Tolerance.Exact);
    }

    [Fact]
    public void The_largest_go_where_they_are_told()
    {
        var destination = zeros(2);
        Assert.Same(destination, tensor(new[,] { { 1f, 5 }, { 7, 2 } }).amax([1], @out: destination));
        Close.Assert([5, 7], destination, Tolerance.Exact);
    }
}
