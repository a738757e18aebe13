using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Lora;
using static System.FormattableString;

namespace Solar.Research.Experiments.Paper;

/// <summary>How attention is computed.</summary>
public enum AttentionKernel
{
    /// <summary>As ordinary operations that hold every score of a layer.</summary>
    Composed,

    /// <summary>In one kernel that holds none (SDPA: Dao et al. 2022, FlashAttention).</summary>
    Sdpa,
}

/// <summary>What a stage's loss asks of the head.</summary>
public enum HeadUse
{
    /// <summary>Every token is predicted: pre-training.</summary>
    EveryToken,

    /// <summary>Responses are predicted: SFT and DPO.</summary>
    Responses,
}

/// <summary>The memory of a training step, counted from shapes.</summary>
/// <remarks>
/// Read off this library's own code: <c>Tuning/MasterWeights</c> and <c>FlatAdamW</c> for what stands beside the weights, <c>Model/DecoderBlock</c> and
/// <c>Kernels</c> for what a layer keeps, <c>ChunkedCrossEntropy</c> and <c>ChunkedLogProbs</c> for the head. The formulas stand in this folder's README.
/// Unverified: no 10.7B model has been trained with it, so on a GPU the sums are computed, not measured.
/// </remarks>
public static class TrainingMemory
{
    private const double Block = 256;           // moments that share a float32 scale in 8 bits
    private const double LogitsAtOnce = 1 << 25; // of ChunkedCrossEntropy and ChunkedLogProbs on a GPU, at most; float32 and its copies
    private const double OptimizerAtOnce = 1 << 23; // of FlatAdamW's pieces on an accelerator; a dozen float32 copies

    /// <summary>The memory of one training step.</summary>
    /// <param name="config">The model.</param>
    /// <param name="training">How it is trained.</param>
    /// <param name="lora">Adapters in the model's place.</param>
    /// <param name="head">What the loss asks of the head.</param>
    /// <param name="textsPerRow">Texts of <see cref="TrainRecipe.TokensPerRow"/> tokens in a row of the recipe: 2 in DPO, where a row is a pair.</param>
    /// <param name="attention">How attention is computed.</param>
    public static MemoryUse Of(DecoderConfig config, TrainRecipe training, LoraRecipe? lora, HeadUse head, int textsPerRow, AttentionKernel attention)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(training);
        var n = ParameterCount.Of(config);
        var width = training.Precision == Precision.Bf16 ? 2 : 4;
        var trained = lora is null ? OfWhole(n, width, training) : OfAdapters(LoraCount.Of(config, lora), training);
        return new(
            [
                new(MemoryUse.Weights, Invariant($"{width}·N"), width * (double)n),
                .. trained.Parts,
                new(MemoryUse.Optimizer, "48·2²³, pieces of a step", 48 * OptimizerAtOnce),
                OfActivations(config, training, lora, textsPerRow, attention),
                OfHead(config, training, lora, head, textsPerRow),
                MemoryUse.ReservePart,
            ],
            trained.HostBytes);
    }

    /// <summary>Bytes of both moments for each trained weight.</summary>
    public static double BytesOfMoments(StatePrecision state) => state switch
    {
        StatePrecision.Int8 => 2 + (2 * 4 / Block),
        StatePrecision.Bfloat16 => 4,
        _ => 8,
    };

    // A float32 model is its own master, and its gradients are their own sums.
    private static MemoryUse OfWhole(double n, int width, TrainRecipe training)
    {
        var (moments, said) = (BytesOfMoments(training.OptimizerState), MomentsSaid(training.OptimizerState));
        return training.MasterWeights switch
        {
            MasterKind.Offloaded => new([new(MemoryUse.Gradients, Invariant($"{width}·N"), width * n)], HostBytes: (4 + 4 + moments) * n),
            MasterKind.Float32 when width == 2 => new([new(MemoryUse.Gradients, "(2 + 4)·N", 6 * n), new(MemoryUse.Optimizer, $"(4 + {said})·N", (4 + moments) * n)]),
            _ => new([new(MemoryUse.Gradients, Invariant($"{width}·N"), width * n), new(MemoryUse.Optimizer, $"{said}·N", moments * n)]),
        };
    }

    private static MemoryUse OfAdapters(double n, TrainRecipe training) => new(
    [
        new(MemoryUse.Weights, "4·n, the adapters", 4 * n),
        new(MemoryUse.Gradients, "4·n", 4 * n),
        new(MemoryUse.Optimizer, $"{MomentsSaid(training.OptimizerState)}·n", BytesOfMoments(training.OptimizerState) * n),
    ]);

    private static string MomentsSaid(StatePrecision state) => state == StatePrecision.Int8 ? "(2 + 8/256)" : Invariant($"{BytesOfMoments(state)}");

    private static MemoryPart OfActivations(DecoderConfig config, TrainRecipe training, LoraRecipe? lora, int textsPerRow, AttentionKernel attention)
    {
        double tokens = (double)training.MicroBatch * textsPerRow * training.TokensPerRow;
        var composed = attention == AttentionKernel.Composed;
        double scores = composed ? config.NumAttentionHeads * tokens * training.TokensPerRow : 0;
        var (kept, held) = (LayerBytes.Kept(config, lora, attention), LayerBytes.Held(config, lora, attention));
        double gradients = 20.0 * config.IntermediateSize * tokens;
        if (training.GradientCheckpointing)
        {
            // One layer at a time: computed, or computed again and gone back through.
            var forward = (held * tokens) + (20 * scores);
            var backward = (kept * tokens) + (6 * scores) + gradients;
            var said = forward >= backward
                ? Invariant($"{held:0}·B·T{(composed ? " + 20·A·B·T²" : "")}")
                : Invariant($"({kept:0} + 20·F)·B·T{(composed ? " + 6·A·B·T²" : "")}");
            return new(MemoryUse.Activations, $"2·L·H·B·T + {said}", (2.0 * config.NumHiddenLayers * config.HiddenSize * tokens) + Math.Max(forward, backward));
        }

        var last = ((held - kept) * tokens) + (14 * scores);
        return new(
            MemoryUse.Activations,
            Invariant($"L·({kept:0}·B·T{(composed ? " + 6·A·B·T²" : "")}) + {(last >= gradients ? Invariant($"{held - kept:0}·B·T{(composed ? " + 14·A·B·T²" : "")}") : "20·F·B·T")}"),
            (config.NumHiddenLayers * ((kept * tokens) + (6 * scores))) + Math.Max(last, gradients));
    }

    // Frozen weights get no gradient; the loss of every token works the head's out all the same.
    private static MemoryPart OfHead(DecoderConfig config, TrainRecipe training, LoraRecipe? lora, HeadUse head, int textsPerRow)
    {
        double matrix = (double)config.VocabSize * config.HiddenSize;
        double stream = 4.0 * config.HiddenSize * training.MicroBatch * textsPerRow * training.TokensPerRow;
        return (head, lora) switch
        {
            (HeadUse.EveryToken, _) => new(MemoryUse.LogitsAndCache, "8·V·H + 4·H·B·T + 12·2²⁵", (8 * matrix) + stream + (12 * LogitsAtOnce)),
            (_, null) => new(MemoryUse.LogitsAndCache, "6·V·H + 4·H·B·T + 12·2²⁵", (6 * matrix) + stream + (12 * LogitsAtOnce)),
            _ => new(MemoryUse.LogitsAndCache, "4·H·B·T + 12·2²⁵", stream + (12 * LogitsAtOnce)),
        };
    }
}
