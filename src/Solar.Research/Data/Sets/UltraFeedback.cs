using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>UltraFeedback, binarized and cleaned: the best of four answers preferred to another of them, 60.8K prompts.</summary>
/// <remarks>
/// Ivison et al. 2023; <c>allenai/ultrafeedback_binarized_cleaned</c>, split train_prefs: prompt, prompt_id, chosen and rejected as lists of messages,
/// score_chosen, score_rejected. Cleaned of TruthfulQA's prompts by its publishers.
/// </remarks>
public static class UltraFeedback
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<PreferenceExample> Schema { get; } = new()
    {
        Name = "UltraFeedback",
        Columns = ["prompt", "prompt_id", "chosen", "rejected"],
        Optional = ["score_chosen", "score_rejected"],
        Filled = ["prompt"],
        Key = ["prompt_id"],
        Convert = row => row.NumberOrNull("score_chosen") < row.NumberOrNull("score_rejected")
            ? RowVerdict.Drop<PreferenceExample>("chosen is scored below rejected")
            : PreferenceRule.Of(row.Messages("chosen"), row.Messages("rejected"), row.Source),
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<PreferenceExample> Read(string path, Draw? draw = null) => Schema.Read(path, draw);
}
