using System.Text.Json.Nodes;

namespace Solar.Research.Cli.Tests;

public sealed class PaperScaleTests : IDisposable
{
    private readonly Solar _solar = new();

    // A checkout with nothing in it but the shipped configurations.
    public PaperScaleTests()
    {
        Directory.CreateDirectory(_solar["data/configs"]);
        foreach (var config in Directory.EnumerateFiles(Path.Combine(Solar.Root, "data", "configs")))
            File.Copy(config, Path.Combine(_solar["data/configs"], Path.GetFileName(config)));
    }

    public void Dispose() => _solar.Dispose();

    [Fact]
    public void The_plan_is_printed_from_shipped_configurations_alone()
    {
        var ended = _solar.Run("reproduce", "--scale", "paper", "--plan");
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        var lines = ended.Out.Split('\n');
        foreach (var stage in new[] { "base", "dus", "up-scaled", "sft-v1", "sft-v3+v4", "dpo-v3", "cand-2", "merge-v4", "h6-merge-v4", "contamination" })
            Assert.Single(lines, line => line.StartsWith(stage + " ", StringComparison.Ordinal));
        Assert.Contains("models.base MISSING", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_it_has_the_same_numbers_for_a_script()
    {
        var ended = _solar.Run("reproduce", "--scale", "paper", "--plan", "--json", "--gpu", "a100-40", "--optimizer-state", "float32");
        Assert.Equal(0, ended.Code);
        var plan = JsonNode.Parse(ended.Out)!;
        Assert.Equal("a100-40", (string?)plan["gpu"]!["name"]);
        var grown = plan["stages"]!.AsArray().Single(stage => (string?)stage!["name"] == "dus")!;
        Assert.Equal((10_731_524_096, 21_463_048_192.0), ((long)grown["weights"]!, (double)grown["disk_bytes"]!));
        Assert.Contains(plan["misfits"]!.AsArray(), misfit => misfit!["single"]!.AsArray().Any(one => (string?)one!["changes"]![0] == "lora_rank 16"));
    }

    [Fact]
    public void Nothing_is_started_without_settings_or_with_something_missing()
    {
        var bare = _solar.Run("reproduce", "--scale", "paper");
        Assert.Equal(1, bare.Code);
        Assert.Contains("--settings FILE", Assert.Single(bare.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        File.WriteAllText(_solar["settings.json"], """{ "models": { "base": "nowhere" } }""");
        var missing = _solar.Run("reproduce", "--scale", "paper", "--settings", "settings.json");
        Assert.Equal(1, missing.Code);
        Assert.Contains("models.base is missing", Assert.Single(missing.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--plan goes with --scale paper", "reproduce", "--plan")]
    [InlineData("--gpu goes with --scale paper", "reproduce", "--scale", "smoke", "--gpu", "h100")]
    [InlineData("--json goes with --plan", "reproduce", "--scale", "paper", "--json")]
    [InlineData("int4", "reproduce", "--scale", "paper", "--plan", "--optimizer-state", "int4")]
    public void What_goes_with_the_plan_alone_is_refused_elsewhere(string told, params string[] arguments)
    {
        var ended = _solar.Run(arguments);
        Assert.Equal(2, ended.Code);
        Assert.Contains(told, ended.Error, StringComparison.Ordinal);
    }
}
