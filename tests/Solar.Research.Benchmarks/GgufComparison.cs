using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Solar.Research.Checkpoints.Gguf;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Benchmarks;

/// <summary>A checkpoint's next-token probabilities beside llama.cpp's, through a GGUF file of each type.</summary>
internal static class GgufComparison
{
    private const int Positions = 200;

    private sealed record Answer(double[][] Logits, int[][] Tokens);

    public static int Run(string folder, string textFile)
    {
        string cache = Environment.GetEnvironmentVariable("SOLAR_CACHE") is { Length: > 0 } chosen ? chosen : Path.GetFullPath(".cache");
        string modules = Path.Combine(cache, "llama-cpp", "node_modules");
        if (!Directory.Exists(modules))
        {
            Console.Error.WriteLine($"llama.cpp is not in '{modules}'; './solar fetch' brings it.");
            return 1;
        }

        var tokenizer = BpeTokenizer.Load(folder);
        string text = File.ReadAllText(textFile);
        text = text[..Math.Min(text.Length, 20 * Positions)];
        int[] ids = [.. tokenizer.EncodeToIds(text, Positions, addBos: tokenizer.BosId is not null)];
        string work = Directory.CreateTempSubdirectory("solar-gguf-").FullName;
        try
        {
            var types = Enum.GetValues<GgufType>();
            string[] models = [.. types.Select(type => Path.Combine(work, $"{type}.gguf"))];
            foreach (var (type, model) in types.Zip(models))
                GgufFile.Write(folder, model, type);
            var answers = Ask(work, modules, JsonSerializer.Serialize(new { models, ids, texts = new[] { text } }));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ids.Length} positions of {textFile}; tokens of {text.Length} characters {(answers[0].Tokens[0].SequenceEqual(tokenizer.EncodeToIds(text)) ? "the same" : "DIFFERENT")}"));
            return Report(folder, ids, types, answers) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // In single precision the probabilities agree to a thousandth, or the run fails.
    private static bool Report(string folder, int[] ids, GgufType[] types, Answer[] answers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = Decoder.Load(folder, dtype: ScalarType.Float32);
        using var batch = new TokenBatch(tensor(ids.Select(id => (long)id).ToArray(), [1, ids.Length]));
        var ours = nn.functional.softmax(decoder.call(batch).to(ScalarType.Float64), -1).squeeze(0);
        bool agree = true;
        foreach (var (type, answer) in types.Zip(answers))
        {
            var theirs = nn.functional.softmax(tensor(answer.Logits.SelectMany(row => row).ToArray(), [ids.Length, decoder.Config.VocabSize]), -1);
            double apart = (ours - theirs).abs().max().item<double>(), moved = (ours - theirs).abs().sum().item<double>() / 2 / ids.Length;
            agree &= type != GgufType.F32 || apart < 1e-3;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{type,-5} probabilities at most {apart:E2} apart; {moved:E2} of them elsewhere on average"));
        }

        return agree;
    }

    private static Answer[] Ask(string work, string modules, string question)
    {
        string script = Path.Combine(work, "llama_cpp.mjs"), request = Path.Combine(work, "request.json"), reply = Path.Combine(work, "answer.json");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "peers", "llama_cpp.mjs"), script);
        Directory.CreateSymbolicLink(Path.Combine(work, "node_modules"), modules);
        File.WriteAllText(request, question);
        using var node = Process.Start("node", [script, request, reply]);
        node.WaitForExit();
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"node ended with {node.ExitCode}.");
        return JsonSerializer.Deserialize<Answer[]>(File.ReadAllText(reply), JsonSerializerOptions.Web)!;
    }
}
