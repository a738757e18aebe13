using System.Diagnostics;
using System.Text.Json;
using Solar.Research.Checkpoints.Gguf;
using Solar.Research.Data;
using Solar.Research.Data.Templates;
using Solar.Research.Model;
using Solar.Research.Tests.Data.Tokenization;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Checkpoints.Gguf;

/// <summary>Our files in llama.cpp itself. Skipped, and said so, where './solar fetch' has not put node-llama-cpp into the cache.</summary>
public sealed class LlamaCppTests
{
    private const int Positions = 200;

    private sealed record Answer(double[][] Logits, int[][] Tokens, string? Template);

    [Fact]
    public void An_upscaled_model_has_the_same_probabilities_and_tokens_in_llama_cpp()
    {
        using var small = new SmallUpscaled();
        var random = new SplitMix64(5);
        int[] ids = [1, .. Enumerable.Range(1, Positions - 1).Select(_ => 3 + random.Below(509))];
        string[] texts = ["In the beginning God created the heaven and the earth.", "  two  spaces", "ünï 😀\n\tx", "</s>", ""];
        GgufType[] types = [GgufType.F32, GgufType.F16, GgufType.BF16, GgufType.Q8];
        var answers = Ask(small, types, ids, texts);

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var batch = new TokenBatch(tensor(ids.Select(id => (long)id).ToArray(), [1, Positions]));
        var ours = nn.functional.softmax(small.Model.call(batch).to(ScalarType.Float64), -1).squeeze(0);
        Assert.True((ours.max(-1).values.mean() > 0.1).item<bool>(), "The model knows nothing, and any two that know nothing agree.");
        foreach (var (type, answer) in types.Zip(answers))
        {
            var theirs = nn.functional.softmax(tensor(answer.Logits.SelectMany(row => row).ToArray(), [Positions, small.Model.Config.VocabSize]), -1);
            double apart = (ours - theirs).abs().max().item<double>(), moved = (ours - theirs).abs().sum().item<double>() / 2 / Positions;
            TestContext.Current.SendDiagnosticMessage($"llama.cpp, {type}, {Positions} positions: probabilities at most {apart:E2} apart, {moved:E2} of them elsewhere on average");

            Assert.True(type != GgufType.F32 || Tolerance.LlamaCpp.Accepts(0, apart), $"{type}: probabilities are up to {apart:E3} apart.");
            Assert.True((type is GgufType.F32 or GgufType.F16 ? Tolerance.LlamaCppHalf : Tolerance.LlamaCppCoarse).Accepts(0, moved), $"{type}: {moved:E3} of the probability is elsewhere.");
            Assert.Equal(texts.Select(text => Vocabularies.Own.EncodeToIds(text)), answer.Tokens);
            Assert.Equal(ChatTemplate.Solar.Source, answer.Template);
        }
    }

    private static Answer[] Ask(SmallUpscaled small, GgufType[] types, int[] ids, string[] texts)
    {
        string cache = Environment.GetEnvironmentVariable("SOLAR_CACHE") is { Length: > 0 } chosen ? chosen : Path.Combine(Fixtures.Root, ".cache");
        string folder = Path.Combine(cache, "llama-cpp");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "node-llama-cpp")), $"SKIPPED: llama.cpp is not in '{folder}'; './solar fetch' brings it.");

        string script = small.FileOf("llama_cpp.mjs"), request = small.FileOf("request.json"), reply = small.FileOf("answer.json");
        string[] models = [.. types.Select(type => small.FileOf($"{type}.gguf"))];
        foreach (var (type, model) in types.Zip(models))
            GgufFile.Write(small.Folder, model, type);
        File.Copy(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/Checkpoints/Gguf/llama_cpp.mjs"), script);
        Directory.CreateSymbolicLink(small.FileOf("node_modules"), Path.Combine(folder, "node_modules"));
        File.WriteAllText(request, JsonSerializer.Serialize(new { models, ids, texts }));
        using var node = Process.Start(new ProcessStartInfo("node", [script, request, reply]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string said = node.StandardError.ReadToEnd() + node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, said);
        return JsonSerializer.Deserialize<Answer[]>(File.ReadAllText(reply), JsonSerializerOptions.Web)!;
    }
}
