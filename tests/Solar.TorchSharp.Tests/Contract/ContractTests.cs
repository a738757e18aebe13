namespace Solar.TorchSharp.Tests.Contract;

/// <summary>Holds this provider to contract.txt, the recorded part of the genuine package's interface, and that to this.</summary>
public sealed class ContractTests
{
    private static readonly string[] Recorded = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "contract.txt"));

    private static readonly IReadOnlyList<string> Offered = PublicApi.Of(typeof(global::TorchSharp.torch).Assembly);

    [Fact]
    public void Every_recorded_signature_is_offered() => Nothing("recorded, and not offered", Recorded.Except(Offered));

    [Fact]
    public void Every_offered_signature_is_recorded() => Nothing("offered, and not recorded", Offered.Except(Recorded));

    [Fact]
    public void The_record_is_sorted_and_says_nothing_twice() =>
        Assert.Equal(Recorded.Distinct().Order(StringComparer.Ordinal), Recorded);

    [Theory]
    [InlineData("torch.nn.functional | static torch.Tensor silu(torch.Tensor x, bool inplace = false)")]
    [InlineData("torch.Tensor | torch.Tensor view(params long[] shape)")]
    [InlineData("torch.nn.Module | protected virtual void RegisterComponents()")]
    [InlineData("torch.nn.Module<T, TResult> | abstract TResult forward(T input)")]
    [InlineData("torch.nn.Reduction | Mean = 1")]
    [InlineData("Modules.Parameter | new(torch.Tensor data, bool requires_grad = true)")]
    [InlineData("ModuleExtensionMethods | static T to<T>(this T module, string device, bool non_blocking = false)")]
    public void The_reader_writes_signatures_like_these(string line) => Assert.Contains(line, Offered);

    private static void Nothing(string what, IEnumerable<string> lines)
    {
        string[] found = [.. lines];
        Assert.True(found.Length == 0, $"{found.Length} signatures are {what}:\n{string.Join('\n', found)}");
    }
}
