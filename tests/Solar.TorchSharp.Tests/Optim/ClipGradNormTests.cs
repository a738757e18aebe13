using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Optim;

public sealed class ClipGradNormTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Norm_and_gradients_are_those_of_PyTorch(int at)
    {
        using var scope = NewDisposeScope();
        var reference = Reference.Open("adamw.json").GetProperty("clip")[at];
        var a = nn.Parameter((arange(6).to(ScalarType.Float64) * 1.7).sin().reshape(2, 3));
        var b = nn.Parameter((arange(3).to(ScalarType.Float64) * 1.7).sin());
        ((a.pow(3).sum() * 2) + b.square().sum()).backward();
        var type = reference.GetProperty("norm_type") is { ValueKind: System.Text.Json.JsonValueKind.Number } number ? number.GetDouble() : double.PositiveInfinity;
        var norm = nn.utils.clip_grad_norm_([a, b], reference.GetProperty("max_norm").GetDouble(), type);
        Close.Assert(reference.GetProperty("norm").GetDouble(), norm, Tolerance.Float64);
        Close.Assert(Reference.Numbers(reference.GetProperty("gradients")), cat([a.grad!.reshape(-1), b.grad!]), Tolerance.Float64);
    }

    [Fact]
    public void Without_gradients_the_norm_is_zero()
    {
        using var a = nn.Parameter(ones([2]));
        Close.Assert(0, nn.utils.clip_grad_norm_([a], 1), Tolerance.Exact);
    }
}
