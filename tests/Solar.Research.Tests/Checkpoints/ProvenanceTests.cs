using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public sealed class ProvenanceTests
{
    [Fact]
    public void A_model_tells_every_step_by_which_it_was_made_and_no_place_of_this_machine()
    {
        using var scratch = new ScratchFolder();
        foreach (var name in new[] { "Mistral-7B", "grown", "run/checkpoints/step-000030/model", "final" })
        {
            Directory.CreateDirectory(scratch[name]);
            File.WriteAllText(Path.Combine(scratch[name], Checkpoint.ConfigFileName), "{}");
        }

        Provenance.Of("depth up-scaling", new() { ["layers"] = "0-23,8-31" }, scratch["Mistral-7B"]).Write(scratch["grown"]);
        var tuned = scratch["run/checkpoints/step-000030/model"];
        Provenance.Of("instruction tuning", new() { ["examples"] = new JsonArray(scratch["sets/alpaca.jsonl"]), ["rate"] = 1e-5 }, scratch["grown"]).Write(tuned);
        Provenance.Of("merging", new() { ["t"] = 0.5 }, tuned, scratch["grown"]).Write(scratch["final"]);

        var made = Provenance.Find(scratch["final"])!;
        Assert.Equal(["run", "grown"], made.Models.Select(model => model.Name));
        Assert.Equal("instruction tuning", made.Models[0].Made!.Step);
        Assert.Equal("Mistral-7B", made.Models[0].Made!.Models[0].Made!.Models[0].Name);
        Assert.Null(made.Models[1].Made!.Models[0].Made);
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", made.Models[0].ConfigSha256); // printf '{}' | sha256sum
        Assert.Equal("""["alpaca.jsonl"]""", made.Models[0].Made!.Recipe["examples"]!.ToJsonString());

        var card = File.ReadAllText(Path.Combine(scratch["final"], ModelCard.FileName));
        Assert.StartsWith("---\nlibrary_name: transformers\nbase_model:\n- \"run\"\n- \"grown\"\n# license: yours", card, StringComparison.Ordinal);
        Assert.Equal(1, card.Split("## Depth up-scaling").Length - 1); // both models have it in common
        Assert.Contains("- of `Mistral-7B`, whose config.json has the SHA-256 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a; how it was made is not known here", card, StringComparison.Ordinal);
        foreach (var file in new[] { card, File.ReadAllText(Path.Combine(scratch["final"], Provenance.FileName)) })
            Assert.DoesNotContain(scratch.Root, file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_history_is_refused_by_name()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch[Provenance.FileName], """{"step": "merging"}""");
        var refused = Assert.Throws<InvalidDataException>(() => Provenance.Find(scratch.Root));
        Assert.Contains("provenance.json: expected step, recipe and models", refused.Message, StringComparison.Ordinal);
    }
}
