using Solar.Research.Tuning.Dpo;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Dpo;

public sealed class ReferenceLogProbsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("reference").FullName;

    [Fact]
    public void A_second_run_reads_what_the_first_has_left()
    {
        using var model = TinyTuning.Model();
        var pairs = TinyTuning.Pairs();
        var first = ReferenceLogProbs.Cached(_root, model, pairs, 8);
        var written = File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(_root)));

        var second = ReferenceLogProbs.Cached(_root, model, pairs, 3); // would sum in another order

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(_root))));
        Assert.Equal(Values(first), Values(second));
    }

    [Fact]
    public void Other_weights_and_other_pairs_have_files_of_their_own()
    {
        using var model = TinyTuning.Model();
        var first = ReferenceLogProbs.Cached(_root, model, TinyTuning.Pairs(), 8);
        var fewer = ReferenceLogProbs.Cached(_root, model, TinyTuning.Pairs(5), 8);
        using (no_grad())
            model.Weights.narrow(0, 0, 5000).mul_(1.5);
        var moved = ReferenceLogProbs.Cached(_root, model, TinyTuning.Pairs(), 8);

        Assert.Equal(3, Directory.GetFiles(_root).Length);
        Assert.Equal(3, new[] { first.Sha256, fewer.Sha256, moved.Sha256 }.Distinct().Count());
    }

    [Theory]
    [InlineData("\"chosen\": [\n    -", "\"chosen\": [\n    -1", "the sha256 of its numbers is")]
    [InlineData("\"pairs_sha256\": \"", "\"pairs_sha256\": \"0", "of another reference or of other pairs")]
    [InlineData("\"rejected\": [\n", "\"rejected\": [\n    -1.5,\n", "it has 8 and 9 numbers for 8 pairs")]
    [InlineData("}", "", "")]
    public void A_damaged_file_is_noticed_and_named(string text, string instead, string said)
    {
        using var model = TinyTuning.Model();
        ReferenceLogProbs.Cached(_root, model, TinyTuning.Pairs(), 8);
        var path = Assert.Single(Directory.GetFiles(_root));
        var before = File.ReadAllText(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        File.WriteAllText(path, before.Replace(text, instead, StringComparison.Ordinal));

        var refusal = Assert.Throws<InvalidDataException>(() => ReferenceLogProbs.Cached(_root, model, TinyTuning.Pairs(), 8));

        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    private static double[] Values(ReferenceLogProbs of)
    {
        using var scope = NewDisposeScope();
        var pairs = of.For([7, 0, 3], tensor(0.0));
        return [.. Close.Values(pairs.Chosen), .. Close.Values(pairs.Rejected)];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
