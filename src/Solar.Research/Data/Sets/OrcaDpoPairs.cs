using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>Orca DPO pairs: GPT-4's answer preferred to a smaller model's, 12.9K questions of OpenOrca.</summary>
/// <remarks>
/// <c>Intel/orca_dpo_pairs</c>: system, question, chosen, rejected. Table 1 lists the set; by §4.3.2 none of the ablated DPO v1 to v3 uses it.
/// </remarks>
public static class OrcaDpoPairs
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<PreferenceExample> Schema { get; } = new()
    {
        Name = "Orca DPO pairs",
        Columns = ["system", "question", "chosen", "rejected"],
        Filled = ["question"],
        Key = ["system", "question", "chosen", "rejected"],
        Convert = row => PreferenceRule.Of(Asked.Of(row.Text("system"), row.Text("question")), row.Text("chosen"), row.Text("rejected"), row.Source),
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<PreferenceExample> Read(string path, Draw? draw = null) => Schema.Read(path, draw);
}
