using Solar.Research.Experiments.Paper;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Experiments.Paper;

public class TrainingMemoryTests
{
    private const double N = PaperShapes.Solar;

    [Fact]
    public void An_sft_step_with_the_shipped_switches_worked_by_hand()
    {
        // One row of 2048 tokens.
        // weights     2·N                                                            21,463,048,192
        // gradients   2·N                                                            21,463,048,192
        // optimizer   (2 + 8/256)·N = 2.03125·N = 21,798,408,320, pieces 48·2²³ = 402,653,184
        // activations inputs of 48 layers 2·48·4096·2048 = 805,306,368; one layer at work
        //             44·4096 + 24 + 2·48·128 + 18·40·128 + 4·32·128 + 18·14,336 = 180,224 + 24 + 12,288 + 92,160 + 16,384 + 258,048 = 559,128 bytes a token,
        //             1,145,094,144 in all, and 20 bytes for each of 32·2048² = 134,217,728 scores: 2,684,354,560
        // head        6·32,000·4096 + 4·4096·2048 + 12·2²⁵ = 786,432,000 + 33,554,432 + 402,653,184
        // reserve     2³¹ = 2,147,483,648
        var memory = PaperShapes.Plan().Stage("sft-v1").Memory;

        Assert.Equal(21_463_048_192, memory.Of(MemoryUse.Weights));
        Assert.Equal(21_463_048_192, memory.Of(MemoryUse.Gradients));
        Assert.Equal(21_798_408_320.0 + 402_653_184, memory.Of(MemoryUse.Optimizer));
        Assert.Equal(805_306_368.0 + 1_145_094_144 + 2_684_354_560, memory.Of(MemoryUse.Activations));
        Assert.Equal(1_222_639_616, memory.Of(MemoryUse.LogitsAndCache));
        Assert.Equal(73_132_036_224, memory.Bytes);
        Assert.Equal(0, memory.HostBytes);
    }

    [Theory]
    [InlineData(MasterKind.Float32, StatePrecision.Float32, 6, 12, 0)]        // model 2, gradients 2 + 4, weights 4 and moments 8
    [InlineData(MasterKind.Float32, StatePrecision.Bfloat16, 6, 8, 0)]
    [InlineData(MasterKind.Float32, StatePrecision.Int8, 6, 6.03125, 0)]
    [InlineData(MasterKind.Offloaded, StatePrecision.Float32, 2, 0, 16)]      // on the CPU: weights 4, sums 4, moments 8
    [InlineData(MasterKind.Offloaded, StatePrecision.Bfloat16, 2, 0, 12)]
    [InlineData(MasterKind.None, StatePrecision.Float32, 2, 8, 0)]
    [InlineData(MasterKind.None, StatePrecision.Bfloat16, 2, 4, 0)]
    [InlineData(MasterKind.None, StatePrecision.Int8, 2, 2.03125, 0)]
    public void Bytes_of_each_weight(MasterKind master, StatePrecision state, double gradients, double optimizer, double host)
    {
        var memory = PaperShapes.Plan(new() { MasterWeights = master, OptimizerState = state }).Stage("sft-v1").Memory;

        Assert.Equal(gradients * N, memory.Of(MemoryUse.Gradients));
        Assert.Equal((optimizer * N) + 402_653_184, memory.Of(MemoryUse.Optimizer));
        Assert.Equal(host * N, memory.HostBytes);
    }

    [Fact]
    public void Without_checkpointing_every_layer_keeps_its_own()
    {
        // A token keeps 28·4096 + 8 + 2·48·128 + 2·40·128 + 2·32·128 + 14·14,336 = 114,688 + 8 + 12,288 + 10,240 + 8,192 + 200,704 = 346,120 bytes in a layer,
        // and 6 for each of its 32·2048 scores, 393,216. 48 layers of 2048 tokens: 48·2048·739,336 = 72,679,686,144.
        // In flight of the last: (559,128 − 346,120)·2048 + 14·134,217,728 = 436,240,384 + 1,879,048,192, more than 20·14,336·2048.
        var memory = PaperShapes.Plan(new() { GradientCheckpointing = false }).Stage("sft-v1").Memory;
        Assert.Equal(72_679_686_144.0 + 436_240_384 + 1_879_048_192, memory.Of(MemoryUse.Activations));
    }

    [Fact]
    public void Activations_grow_with_the_micro_batch_and_nothing_else_but_the_stream_does()
    {
        var (one, four) = (PaperShapes.Plan().Stage("sft-v1").Memory, PaperShapes.Plan(new() { RowsPerMicroBatch = 4 }).Stage("sft-v1").Memory);
        Assert.Equal(4 * one.Of(MemoryUse.Activations), four.Of(MemoryUse.Activations));
        Assert.Equal(3 * 33_554_432, four.Of(MemoryUse.LogitsAndCache) - one.Of(MemoryUse.LogitsAndCache)); // 4·H·T a row
        Assert.Equal(one.Of(MemoryUse.Weights) + one.Of(MemoryUse.Gradients), four.Of(MemoryUse.Weights) + four.Of(MemoryUse.Gradients));
    }

    [Fact]
    public void A_pair_is_two_texts_and_sees_half_as_far()
    {
        // DPO: 2 texts of 1024 tokens: as many tokens as an SFT row of 2048, and half the scores, 32·2048·1024.
        var (sft, dpo) = (PaperShapes.Plan().Stage("sft-v1").Memory, PaperShapes.Plan().Stage("dpo-v1").Memory);
        Assert.Equal(20 * 32.0 * 2048 * 1024, sft.Of(MemoryUse.Activations) - dpo.Of(MemoryUse.Activations));
    }

    [Fact]
    public void A_kernel_that_holds_no_scores_leaves_the_backward_pass_as_the_fullest_moment()
    {
        // Kept 28·4096 + 8 + 10·32·128 + 4·32 + 14·14,336 = 114,688 + 8 + 40,960 + 128 + 200,704 = 356,488, and gradients in flight 20·14,336 = 286,720: 643,208 bytes
        // a token, more than the 559,128 + 8·32·128 = 591,896 of going forward.
        var plan = PaperPlan.Of(PaperShapes.Recipe, null, new(GpuKind.H100));
        Assert.Equal(805_306_368 + (643_208.0 * 2048), plan.Stage("sft-v1").Memory.Of(MemoryUse.Activations));
    }

    [Fact]
    public void Adapters_need_no_gradients_of_the_model()
    {
        // r = 16: n = 62,914,560. Weights 2·N + 4·n, gradients 4·n, moments in 8 bits 2.03125·n.
        var memory = PaperShapes.Plan(new() { LoraRank = 16 }).Stage("sft-v1").Memory;
        Assert.Equal((2 * N) + (4 * 62_914_560.0), memory.Of(MemoryUse.Weights));
        Assert.Equal(4 * 62_914_560.0, memory.Of(MemoryUse.Gradients));
        Assert.Equal((2.03125 * 62_914_560) + 402_653_184, memory.Of(MemoryUse.Optimizer));
        Assert.True(memory.Bytes < 40e9);

        // Continued pre-training stays whole.
        Assert.Equal(2 * N, PaperShapes.Plan(new() { LoraRank = 16 }).Stage("up-scaled").Memory.Of(MemoryUse.Gradients));
    }

    [Fact]
    public void Sixteen_bytes_a_weight_in_float32()
    {
        // 4 + 4 + 8, with no weights beside the model's own.
        var memory = PaperShapes.Plan(PaperShapes.Lavish with { Precision = Precision.Fp32 }).Stage("sft-v1").Memory;
        Assert.Equal((4 * N) + (4 * N) + (8 * N) + 402_653_184, memory.Of(MemoryUse.Weights) + memory.Of(MemoryUse.Gradients) + memory.Of(MemoryUse.Optimizer));
    }

    [Fact]
    public void A_cache_of_4096_tokens_takes_805_million_bytes()
    {
        // 2 for keys and values, 2 bytes, 48 layers, 8 heads, 128 wide: 196,608 a token.
        Assert.Equal(196_608, InferenceMemory.CacheBytesPerToken(PaperShapes.Recipe.UpScaled));
        Assert.Equal(805_306_368, 4096 * InferenceMemory.CacheBytesPerToken(PaperShapes.Recipe.UpScaled));
    }
}
