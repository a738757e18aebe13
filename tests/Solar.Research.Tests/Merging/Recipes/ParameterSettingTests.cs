using System.Text.Json.Nodes;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Tests.Merging.Recipes;

public sealed class ParameterSettingTests
{
    private static readonly string References = Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Merging", "References", "merge_settings.json");

    // Frozen from mergekit's own evaluate_setting (make_merge_reference.py).
    [Fact]
    public void Numbers_gradients_and_filters_mean_what_mergekit_takes_them_for()
    {
        var rows = JsonNode.Parse(File.ReadAllText(References))!["rows"]!.AsArray();
        Assert.Equal(7 * 3 * 9, rows.Count);
        foreach (var row in rows)
        {
            var value = Setting(row!["setting"]!).At((string)row["tensor"]!, (double)row["t"]!);
            Assert.Equal((double?)row["value"], value);
        }
    }

    // Five numbers over five layers are the numbers themselves; over nine, every second one lies half way.
    [Fact]
    public void A_gradient_is_spread_over_the_layers()
    {
        var gradient = ParameterSetting.Gradient(0, 0.5, 0.3, 0.7, 1);
        Assert.Equal([0, 0.5, 0.3, 0.7, 1], Enumerable.Range(0, 5).Select(i => gradient.At("", i / 4.0)!.Value));
        Close.Assert([0, 0.25, 0.5, 0.4, 0.3, 0.5, 0.7, 0.85, 1], [.. Enumerable.Range(0, 9).Select(i => gradient.At("", i / 8.0)!.Value)], Tolerance.Float64);
    }

    internal static ParameterSetting Setting(JsonNode json) => json switch
    {
        JsonArray items when items.All(item => item is JsonObject) =>
            ParameterSetting.Filtered([.. items.Select(item => ((string?)item!["filter"], Setting(item["value"]!)))]),
        JsonArray items => ParameterSetting.Gradient([.. items.Select(item => (double)item!)]),
        _ => (double)json,
    };
}
