using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>Preferences as the paper's tuple of three texts, the form of Synth. Math-Alignment here.</summary>
/// <remarks>Paper §3, "Alignment Tuning": {prompt, chosen, rejected}; the set itself was not published.</remarks>
public static class PreferenceTuples
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<PreferenceExample> Schema { get; } = new()
    {
        Name = "preference tuples",
        Columns = ["prompt", "chosen", "rejected"],
        Filled = ["prompt"],
        Key = ["prompt", "chosen", "rejected"],
        Convert = row => PreferenceRule.Of(Asked.Of("", row.Text("prompt")), row.Text("chosen"), row.Text("rejected"), row.Source),
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<PreferenceExample> Read(string path, Draw? draw = null) => Schema.Read(path, draw);
}
