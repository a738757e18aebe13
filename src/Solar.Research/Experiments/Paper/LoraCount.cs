using Solar.Research.Model;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Experiments.Paper;

/// <summary>How many weights adapters have.</summary>
/// <remarks>Hu et al. 2021 (LoRA), §4.1: a matrix [out, in] gets r·in and out·r.</remarks>
public static class LoraCount
{
    /// <summary>n, the weights of all adapters.</summary>
    public static long Of(DecoderConfig config, LoraRecipe lora)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(lora);
        return lora.TargetModules.Sum(module => ShapeOf(config, module) is var (rows, columns) ? lora.Rank * (rows + columns) : 0) * config.NumHiddenLayers;
    }

    /// <summary>Rows and columns of a projection.</summary>
    internal static (long Out, long In) ShapeOf(DecoderConfig config, string module)
    {
        long h = config.HiddenSize, f = config.IntermediateSize;
        var (queries, keys) = ((long)config.NumAttentionHeads * config.HeadDim, (long)config.NumKeyValueHeads * config.HeadDim);
        return module switch
        {
            "q_proj" => (queries, h),
            "k_proj" or "v_proj" => (keys, h),
            "o_proj" => (h, queries),
            "gate_proj" or "up_proj" => (f, h),
            "down_proj" => (h, f),
            _ => throw new ArgumentException($"'{module}' is no projection that takes an adapter; these are: {string.Join(", ", LoraRecipe.AllProjections)}.", nameof(module)),
        };
    }
}
