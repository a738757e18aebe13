using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.DepthUpscaling;

public sealed class DiskDepthUpscalerTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    public static TheoryData<string> Plans => ["0-5", "0-3,2-5", "0-5,0-5", "0,0,1,1,2,2,3,3,4,4,5,5", "0-2,2*,3-5,5*", "5,3,1", "4"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_tensor_is_bit_equal_to_its_source_layer(string text)
    {
        var plan = DepthPlan.Parse(text, baseLayers: 6);
        TinyCheckpoints.Mistral(scratch["base"], layers: 6, maxShardBytes: 40_000);
        TinyCheckpoints.Gpt2(scratch["gpt2"], layers: 6);
        foreach (var name in new[] { "base", "gpt2" })
        {
            var outcome = DiskDepthUpscaler.Scale(scratch[name], scratch[name + "-scaled"], plan, new() { MaxShardBytes = 30_000 });
            var (tensors, bytes) = DepthUpscaleVerifier.Verify(scratch[name], scratch[name + "-scaled"], plan);
            Assert.Equal((outcome.Tensors, outcome.TotalBytes), (tensors, bytes));
            Assert.False(outcome.AlreadyDone);
        }

        using var scaled = Checkpoint.Open(scratch["base-scaled"]);
        Assert.Equal(plan.ScaledLayers, (int)scaled.Config["num_hidden_layers"]!);
        Assert.True(File.Exists(scratch["base-scaled/tokenizer.json"]));
        using var gpt2 = Checkpoint.Open(scratch["gpt2-scaled"]);
        Assert.Equal(plan.ScaledLayers, (int)gpt2.Config["n_layer"]!);
    }

    // By way of nothing but the bytes: the verifier is not asked.
    [Fact]
    public void Layer_four_of_the_seam_is_layer_two_and_an_identity_block_adds_nothing()
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 6, type: StoredType.F16, tied: true);
        DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Parse("0-3,2,2*", 6));
        using var basis = Checkpoint.Open(scratch["base"]);
        using var scaled = Checkpoint.Open(scratch["scaled"]);

        byte[] Old(string part) => TinyCheckpoints.BytesOf(basis, $"model.layers.2.{part}");
        byte[] New(int layer, string part) => TinyCheckpoints.BytesOf(scaled, FormattableString.Invariant($"model.layers.{layer}.{part}"));
        Assert.Equal(Old("mlp.down_proj.weight"), New(4, "mlp.down_proj.weight"));
        Assert.Equal(Old("self_attn.q_proj.weight"), New(5, "self_attn.q_proj.weight"));
        Assert.All(New(5, "mlp.down_proj.weight").Concat(New(5, "self_attn.o_proj.weight")), value => Assert.Equal(0, value));
        Assert.NotEqual(Old("mlp.down_proj.weight"), TinyCheckpoints.BytesOf(basis, "model.layers.3.mlp.down_proj.weight"));
        Assert.False(scaled.Tensors.ContainsKey("lm_head.weight"));
    }

    [Fact]
    public void Doing_it_again_says_that_all_is_done_and_another_plan_is_refused()
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 4);
        DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(4, 1));
        var before = TinyCheckpoints.Contents(scratch["scaled"]);
        Assert.True(DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(4, 1)).AlreadyDone);
        Assert.Throws<IOException>(() => DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(4, 2)));
        Assert.Equal(before, TinyCheckpoints.Contents(scratch["scaled"]));
    }

    // What was copied is kept when a run is stopped, whether or not it was time for a note.
    [Theory]
    [InlineData(5_000)]
    [InlineData(long.MaxValue)]
    public void An_interrupted_run_goes_on_and_ends_in_the_same_bytes(long journalEveryBytes)
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 6, maxShardBytes: 40_000);
        var plan = DepthPlan.Dus(6, 2);
        var options = new DiskUpscalingOptions { MaxShardBytes = 30_000, JournalEveryBytes = journalEveryBytes };
        DiskDepthUpscaler.Scale(scratch["base"], scratch["whole"], plan, options);

        using var cancellation = new CancellationTokenSource();
        var stop = new Report(progress =>
        {
            if (progress.Bytes > progress.TotalBytes / 2)
                cancellation.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], plan, options, stop, cancellation.Token));
        Assert.False(Directory.Exists(scratch["scaled"]));
        Assert.True(Directory.Exists(scratch["scaled.partial"]));

        var other = Assert.Throws<IOException>(() => DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(6, 1), options));
        Assert.Contains("another job", other.Message, StringComparison.Ordinal);

        var outcome = DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], plan, options);
        Assert.InRange(outcome.ResumedBytes, outcome.TotalBytes / 2, outcome.TotalBytes - 1);
        Assert.Equal(TinyCheckpoints.Contents(scratch["whole"]), TinyCheckpoints.Contents(scratch["scaled"]));
        Assert.False(Directory.Exists(scratch["scaled.partial"]));
    }

    [Fact]
    public void A_full_disk_is_known_beforehand_with_both_numbers()
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 4);
        var error = Assert.Throws<IOException>(() => DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(4, 1), new() { FreeBytes = _ => 12_345 }));
        Assert.Contains("more bytes are needed, but only 12,345 are free", error.Message, StringComparison.Ordinal);
        Assert.Equal([scratch["base"]], Directory.GetDirectories(scratch.Root));
    }

    [Fact]
    public void A_plan_for_another_depth_and_an_unknown_identity_block_are_refused()
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 4);
        var error = Assert.Throws<ArgumentException>(() => DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Solar));
        Assert.Contains("32 layers", error.Message, StringComparison.Ordinal);

        var config = TinyCheckpoints.MistralConfig(1);
        TinyCheckpoints.Write(scratch["odd"], config, [new("layers.0.mixer.weight", StoredType.F32, [3])]);
        var unknown = Assert.Throws<InvalidDataException>(() => DiskDepthUpscaler.Scale(scratch["odd"], scratch["scaled"], DepthPlan.Parse("0,0*", 1)));
        Assert.Contains("cannot become an identity block", unknown.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch["scaled"]) || Directory.Exists(scratch["scaled.partial"]));
    }

    [Fact]
    public void The_verifier_sees_one_changed_byte()
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 4);
        var plan = DepthPlan.Dus(4, 1);
        DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], plan);
        var path = scratch["scaled/model.safetensors"];
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<InvalidDataException>(() => DepthUpscaleVerifier.Verify(scratch["base"], scratch["scaled"], plan));
        Assert.Contains("'model.layers.5.self_attn.v_proj.weight' differs from model.layers.3.self_attn.v_proj.weight", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => DepthUpscaleVerifier.Verify(scratch["base"], scratch["scaled"], DepthPlan.Dus(4, 2)));
    }

    internal sealed class Report(Action<UpscalingProgress> act) : IProgress<UpscalingProgress>
    {
        void IProgress<UpscalingProgress>.Report(UpscalingProgress value) => act(value);
    }
}
