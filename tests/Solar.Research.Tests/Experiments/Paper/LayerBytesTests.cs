using System.Text.Json.Nodes;
using Solar.Research.Experiments.Paper;
using Solar.Research.Model;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Tests.Experiments.Paper;

public class LayerBytesTests
{
    [Fact]
    public void PyTorch_keeps_and_makes_of_a_block_what_is_counted()
    {
        var reference = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/References/kept_activations.json")))!;
        var blocks = reference["blocks"]!.AsArray();
        Assert.Equal(3, blocks.Count);
        foreach (var block in blocks)
        {
            int Number(string name) => (int)block![name]!;
            var config = new DecoderConfig
            {
                VocabSize = 8,
                HiddenSize = Number("hidden"),
                IntermediateSize = Number("inner"),
                NumHiddenLayers = 1,
                NumAttentionHeads = Number("heads"),
                NumKeyValueHeads = Number("key_heads"),
                HeadDim = Number("width"),
            };
            var (tokens, heads) = (Number("tokens"), Number("heads"));

            var scores = (double)heads * tokens * tokens;

            // Of no token, and so not counted: both norms' weights in float32, 2·4·H, and of what is kept the 8 bytes of the scale of the scores.
            Assert.Equal(Number("kept") - (8 * config.HiddenSize) - 8, (LayerBytes.Kept(config, null, AttentionKernel.Composed) * tokens) + (6 * scores));
            Assert.Equal(Number("made") - (8 * config.HiddenSize), (LayerBytes.Held(config, null, AttentionKernel.Composed) * tokens) + (20 * scores));
        }
    }

    [Theory]
    [InlineData(8, 20_971_520)]   // what PEFT prints for Mistral 7B with r = 8 on all seven projections
    [InlineData(16, 41_943_040)]
    public void Adapters_of_mistral_7b(int rank, long expected)
    {
        // A layer, for each of r: q 4096 + 4096, k and v 4096 + 1024 each, o 4096 + 4096, gate, up and down 4096 + 14,336 each: 81,920. Times 32.
        var lora = new LoraRecipe { Rank = rank, Alpha = rank };
        Assert.Equal(expected, LoraCount.Of(PaperShapes.Recipe.Base, lora));
    }

    [Fact]
    public void Adapters_are_as_many_as_the_trainer_makes()
    {
        var config = new DecoderConfig { VocabSize = 8, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 };
        var lora = new LoraRecipe { Rank = 3, Alpha = 3, TargetModules = ["q_proj", "v_proj", "down_proj"] };
        using var model = new Decoder(config);
        using var adapters = new LoraAdapters(model, lora, seed: 1);
        Assert.Equal(adapters.Weights.numel(), LoraCount.Of(config, lora));
    }

    [Fact]
    public void What_dropout_keeps_is_counted_for_each_adapter()
    {
        // H = 16, F = 24, A·D = 16, r = 2. Without dropout one float32 copy for q, k, v, one for o, one for gate and up, one for down: 4·(16 + 16 + 16 + 24), and 4·2·7.
        // With it two for each of seven: 8·(3·16 + 16 + 2·16 + 24), and 4·2·7.
        var config = new DecoderConfig { VocabSize = 8, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 };
        var plain = LayerBytes.Kept(config, null, AttentionKernel.Composed);
        var lora = new LoraRecipe { Rank = 2, Alpha = 2 };
        Assert.Equal(288 + 56, LayerBytes.Kept(config, lora, AttentionKernel.Composed) - plain);
        Assert.Equal(960 + 56, LayerBytes.Kept(config, lora with { Dropout = 0.1 }, AttentionKernel.Composed) - plain);
    }
}
