using System.Text.Json;

namespace Solar.Research.Cli.Tests;

public sealed class DataCommandTests
{
    private static readonly string[] Alpaca =
    [
        """{"instruction": "Greet.", "input": "", "output": "Hello!"}""",
        """{"instruction": "Say nothing.", "input": "", "output": ""}""",
        """{"instruction": "Part.", "input": "in French", "output": "Adieu."}""",
    ];

    [Fact]
    public void A_folder_is_inspected_and_a_recipe_drawn_from_it()
    {
        using var solar = new Solar();
        File.WriteAllLines(solar["alpaca_gpt4.jsonl"], Alpaca);

        var inspected = solar.Run("data", ".", "--json");
        var drawn = solar.Run("data", ".", "--recipe", "sft-v1", "--out", "sft.jsonl");

        Assert.Equal((0, 0), (inspected.Code, drawn.Code));
        using var json = JsonDocument.Parse(inspected.Out);
        var report = json.RootElement.GetProperty("sets")[0];
        Assert.Equal(("alpaca_gpt4", 3, 2), (report.GetProperty("set").GetString(), report.GetProperty("rows").GetInt64(), report.GetProperty("kept").GetInt64()));
        Assert.Equal("alpaca_gpt4.jsonl:2", report.GetProperty("dropped")[0].GetProperty("first").GetString());
        Assert.Contains("sft-v1: 2 examples in sft.jsonl", drawn.Out, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(solar["sft.jsonl"]).Length);

        // The recipe that was written beside the examples draws them again.
        var again = solar.Run("data", ".", "--recipe", "sft.recipe.json", "--out", "again.jsonl");
        Assert.Equal(0, again.Code);
        Assert.Equal(File.ReadAllBytes(solar["sft.jsonl"]), File.ReadAllBytes(solar["again.jsonl"]));
    }

    [Fact]
    public void A_missing_set_and_a_broken_row_are_named()
    {
        using var solar = new Solar();
        File.WriteAllLines(solar["alpaca_gpt4.jsonl"], [Alpaca[0], "{\"instruction\": "]);
        Assert.Contains("Looked for ultrafeedback_cleaned.jsonl, ultrafeedback_cleaned.json", solar.Run("data", ".", "--recipe", "dpo-v1").Error, StringComparison.Ordinal);
        Assert.Contains("alpaca_gpt4.jsonl, line 2: not valid JSON", solar.Run("data", ".").Error, StringComparison.Ordinal);
    }
}
