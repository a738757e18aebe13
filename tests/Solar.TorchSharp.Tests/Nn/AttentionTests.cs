using static Solar.TorchSharp.Tests.Gradients;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Solar.TorchSharp.Tests.Nn;

public sealed class AttentionTests
{
    private static Tensor Query => Numbers(2, 3, 5, 4);

    private static Tensor Key => Numbers(2, 3, 5, 4) * 1.3;

    private static Tensor Value => Numbers(2, 3, 5, 4).cos();

    [Fact]
    public void Attention_is_softmax_of_the_scaled_products_times_the_values()
    {
        var weights = F.softmax(Query.matmul(Key.transpose(-2, -1)) / 2, -1); // √4
        Close.Assert(weights.matmul(Value), F.scaled_dot_product_attention(Query, Key, Value), Tolerance.Float64);
    }

    [Fact]
    public void A_causal_query_sees_no_later_key()
    {
        var before = F.scaled_dot_product_attention(Query, Key, Value, is_casual: true);
        var (key, value) = (Key, Value);
        key.narrow(2, 4, 1).fill_(9);
        value.narrow(2, 4, 1).fill_(9);
        var after = F.scaled_dot_product_attention(Query, key, value, is_casual: true);
        Close.Assert(before.narrow(2, 0, 4), after.narrow(2, 0, 4), Tolerance.Exact);
        Assert.NotEqual(Close.Numbers(before.narrow(2, 4, 1)), Close.Numbers(after.narrow(2, 4, 1)));
    }

    [Fact]
    public void A_mask_of_truth_values_and_one_of_minus_infinities_do_what_causal_does()
    {
        var seen = ones([5, 5], ScalarType.Bool).tril();
        var expected = F.scaled_dot_product_attention(Query, Key, Value, is_casual: true);
        Close.Assert(expected, F.scaled_dot_product_attention(Query, Key, Value, seen), Tolerance.Float64);
        var added = zeros([5, 5], ScalarType.Float64).masked_fill(seen.logical_not(), double.NegativeInfinity);
        Close.Assert(expected, F.scaled_dot_product_attention(Query, Key, Value, added), Tolerance.Float64);
    }

    [Fact]
    public void Attention_has_the_gradients_of_its_formula()
    {
        Check(v => F.scaled_dot_product_attention(v[0], v[1], v[2]), Numbers(2, 3, 4), Numbers(2, 5, 4), Numbers(2, 5, 3));
        Check(v => F.scaled_dot_product_attention(v[0], v[1], v[2], is_casual: true), Numbers(3, 4), Numbers(3, 4), Numbers(3, 2));
    }
}
