using System.Text.Json.Nodes;
using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Model;
using Solar.Research.Tests.Model;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Lora;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Lora;

public sealed class LoraAdaptersTests
{
    private static readonly JsonNode Reference =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/References/lora_dpo.json")))!;

    public static TheoryData<ScalarType, bool, bool> Cases => new()
    {
        { ScalarType.Float64, false, false },
        { ScalarType.Float64, false, true },
        { ScalarType.Float32, true, false },
        { ScalarType.BFloat16, true, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dpo_of_adapters_has_the_log_probabilities_loss_and_gradients_of_Python_torch(ScalarType dtype, bool fused, bool checkpointed)
    {
        using var scope = NewDisposeScope();
        using var model = TinyDecoder.Make(TinyDecoder.Llama, dtype, fused);
        model.CheckpointGradients = checkpointed;
        var texts = Texts();
        var before = model.Sha256();
        var frozen = ResponseLogProbs.Of(model, texts).Sums.detach();
        using var adapters = Drawn(model);

        var seen = ResponseLogProbs.Of(model, texts).Sums;
        var loss = DpoLoss.Of(Pairs(seen), Pairs(frozen), Reference["beta"]!.GetValue<double>()).Loss;
        loss.backward();

        Near(Column("policy", 0), seen.narrow(0, 0, 3));
        Near(Column("policy", 1), seen.narrow(0, 3, 3));
        Near(Column("reference", 0), frozen.narrow(0, 0, 3));
        Near([Reference["loss"]!.GetValue<double>()], loss.view(1));
        var gradients = Reference["gradients"]!.AsObject();
        foreach (var (name, region) in adapters.Layout.Stored())
            Near(PreferenceNumbers(gradients[name]), adapters.Gradients.narrow(0, region.Start, region.Count));
        Assert.Equal(gradients.Count, adapters.Layout.Stored().Count());
        Assert.Equal(before, model.Sha256());

        void Near(double[] expected, Tensor actual)
        {
            if (dtype == ScalarType.BFloat16)
                Close.AssertAsWhole(expected, Close.Values(actual), Tolerance.BFloat16);
            else
                Close.Assert(expected, actual, dtype == ScalarType.Float64 ? Tolerance.Float64 : Tolerance.Forward);
        }
    }

    [Fact]
    public void Fresh_adapters_change_no_bit_and_adapters_that_are_off_or_away_change_none()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(model.Config, 2, 9);
        var alone = Close.Values(model.call(batch));
        using (var adapters = new LoraAdapters(model, new() { Rank = 2, Alpha = 4 }, seed: 3))
        {
            Assert.Equal(alone, Close.Values(model.call(batch)));
            adapters.Weights.fill_(0.1);
            Assert.NotEqual(alone, Close.Values(model.call(batch)));
            adapters.Enabled = false;
            Assert.Equal(alone, Close.Values(model.call(batch)));
            adapters.Enabled = true;
        }

        Assert.Equal(alone, Close.Values(model.call(batch)));
    }

    [Fact]
    public void The_model_gets_no_gradients_while_adapters_stand_beside_it_and_gets_them_afterwards()
    {
        using var scope = NewDisposeScope();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(model.Config, 2, 9);
        using (var adapters = Drawn(model))
        {
            model.Loss(batch).backward();
            Assert.Contains(Close.Values(adapters.Gradients), value => value != 0);
        }

        Assert.All(Close.Values(model.Gradients), value => Assert.Equal(0, value));
        model.Loss(batch).backward();
        Assert.Contains(Close.Values(model.Gradients), value => value != 0);
    }

    [Fact]
    public void Dropout_drops_the_same_in_the_same_pass_and_nothing_outside_of_passes()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(model.Config, 2, 9);
        using var adapters = new LoraAdapters(model, new() { Rank = 2, Alpha = 4, Dropout = 0.5 }, seed: 3);
        adapters.Weights.fill_(0.1);

        var whole = Logits();
        adapters.BeginPass(1, 0);
        var first = Logits();
        Assert.Equal(first, Logits());
        adapters.BeginPass(1, 1);
        Assert.NotEqual(first, Logits());
        adapters.BeginPass(1, 0);
        Assert.Equal(first, Logits());
        adapters.EndPasses();
        Assert.Equal(whole, Logits());
        Assert.NotEqual(whole, first);

        double[] Logits() => Close.Values(model.call(batch));
    }

    [Fact]
    public void Recipes_that_make_no_adapters_are_refused()
    {
        Refused("'lm_head' is no projection", new() { Rank = 2, Alpha = 2, TargetModules = ["q_proj", "lm_head"] });
        Refused("name at least one", new() { Rank = 2, Alpha = 2, TargetModules = [] });
        Refused("dropout is 1", new() { Rank = 2, Alpha = 2, Dropout = 1 });
        Refused("α of the adapters is 0", new() { Rank = 2, Alpha = 0 });
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        using var adapters = Drawn(model);
        Assert.Contains("has adapters already", Assert.Throws<InvalidOperationException>(() => Drawn(model)).Message, StringComparison.Ordinal);

        static void Refused(string said, LoraRecipe recipe) =>
            Assert.Contains(said, Assert.ThrowsAny<ArgumentException>(recipe.Validate).Message, StringComparison.Ordinal);
    }

    /// <summary>The adapters of <c>References/lora_dpo.py</c>.</summary>
    internal static LoraAdapters Drawn(Decoder model)
    {
        var adapters = new LoraAdapters(
            model,
            new()
            {
                Rank = Reference["rank"]!.GetValue<int>(),
                Alpha = Reference["alpha"]!.GetValue<double>(),
                TargetModules = [.. Reference["targets"]!.AsArray().Select(name => name!.GetValue<string>())],
            },
            seed: 1)
        { BaseName = "tiny" };
        using var untracked = no_grad();
        var stream = 0L;
        foreach (var (_, region) in adapters.Layout.Stored())
        {
            var random = new SplitMix64(11, stream++);
            using var values = tensor(Enumerable.Range(0, (int)region.Count).Select(_ => (((random.Next() >> 11) / (double)(1L << 53)) - 0.5) / 2).ToArray());
            using var place = adapters.Weights.narrow(0, region.Start, region.Count);
            place.copy_(values);
        }

        return adapters;
    }

    // The chosen, then the rejected.
    private static PromptedTokens[] Texts()
    {
        var random = new SplitMix64(11, 2000);
        List<PromptedTokens> chosen = [], rejected = [];
        foreach (var sizes in Reference["lengths"]!.AsArray())
        {
            var prompt = Draw(0);
            chosen.Add(new([.. prompt, .. Draw(1)], prompt.Length));
            rejected.Add(new([.. prompt, .. Draw(2)], prompt.Length));

            int[] Draw(int which) => [.. Enumerable.Range(0, sizes![which]!.GetValue<int>()).Select(_ => (int)(random.Next() % (ulong)TinyDecoder.Llama.VocabSize))];
        }

        return [.. chosen, .. rejected];
    }

    private static PairLogProbs Pairs(Tensor both) => new(both.narrow(0, 0, 3), both.narrow(0, 3, 3));

    private static double[] Column(string member, int which) => [.. Reference[member]!.AsArray().Select(both => both![which]!.GetValue<double>())];

    private static double[] PreferenceNumbers(JsonNode? node) => [.. node!.AsArray().Select(value => value!.GetValue<double>())];
}
