using Solar.Research.Experiments.Paper;
using Solar.Research.Model;

namespace Solar.Research.Tests.Experiments.Paper;

public sealed class PaperInputsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-inputs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_base_of_the_right_shape_is_present_and_of_another_is_said_to_be_another()
    {
        var small = new DecoderConfig { VocabSize = 32, HiddenSize = 8, IntermediateSize = 12, NumHiddenLayers = 4, NumAttentionHeads = 2, NumKeyValueHeads = 1 };
        RandomDecoder.Create(small, Path.Combine(_folder, "base"), seed: 1);
        var inputs = new PaperInputs(new() { Models = new() { Base = Path.Combine(_folder, "base") } });

        Assert.Equal(InputState.Present, inputs.Base(small).State);
        var other = inputs.Base(PaperShapes.Recipe.Base);
        Assert.Equal(InputState.Missing, other.State);
        Assert.Contains("4 layers, hidden size 8", other.Problem, StringComparison.Ordinal);
        Assert.Contains("32 layers, hidden size 4096", other.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_checkpoint_says_what_is_wrong_with_it() =>
        Assert.Contains("safetensors", new PaperInputs(new() { Models = new() { Base = _folder } }).Base(PaperShapes.Recipe.Base).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_set_is_found_by_its_name_and_what_makes_a_missing_one_is_said()
    {
        File.WriteAllText(Path.Combine(_folder, "openorca.jsonl"), "");
        var inputs = new PaperInputs(new() { Data = new() { Sets = _folder } });

        Assert.Equal(InputState.Present, inputs.Set("openorca").State);
        Assert.Contains("solar synth-math", inputs.Set("synth_math_instruct").Problem, StringComparison.Ordinal);
        Assert.Contains("Data/Sets/README.md", inputs.Set("alpaca_gpt4").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_benchmark_that_lacks_its_examples_is_not_all_there()
    {
        foreach (var file in new[] { "arc_challenge_test", "hellaswag_validation", "hellaswag_train", "mmlu_test", "mmlu_dev", "truthfulqa_mc_validation", "winogrande_validation", "winogrande_train", "gsm8k_test", "gsm8k_train" })
            File.WriteAllText(Path.Combine(_folder, file + ".jsonl"), "");
        var inputs = new PaperInputs(new() { Data = new() { Benchmarks = _folder } });

        Assert.Equal($"{_folder} lacks arc_challenge_train", inputs.Benchmarks(PaperShapes.Recipe.Evaluation).Problem);
        Assert.Equal(InputState.Present, inputs.Benchmarks(PaperShapes.Recipe.Evaluation with { Shots = 0 }).State);
    }

    [Fact]
    public void Documents_are_files_and_folders_of_files()
    {
        File.WriteAllText(Path.Combine(_folder, "b.txt"), "");
        File.WriteAllText(Path.Combine(_folder, "a.jsonl"), "");
        File.WriteAllText(Path.Combine(_folder, "c.bin"), "");

        Assert.Equal([Path.Combine(_folder, "a.jsonl"), Path.Combine(_folder, "b.txt")], PaperInputs.Files([_folder]));
        Assert.Equal(InputState.Present, Documents(_folder).State);
        Assert.Equal(InputState.Missing, Documents(Path.Combine(_folder, "none.txt")).State);
        Assert.Equal(InputState.NotNamed, new PaperInputs(null).Documents().State);

        static StageInput Documents(string path) => new PaperInputs(new() { Data = new() { Documents = [path] } }).Documents();
    }

    [Fact]
    public void Files_are_told_apart_by_name_size_and_content()
    {
        var (a, b) = (Path.Combine(_folder, "a"), Path.Combine(_folder, "b"));
        File.WriteAllBytes(a, new byte[3 << 20]);
        var first = FileIdentity.Of([a]);
        Assert.Equal(first, FileIdentity.OfFolder(_folder));

        File.Move(a, b);
        Assert.NotEqual(first, FileIdentity.Of([b]));
        File.Move(b, a);
        using (var file = File.OpenHandle(a, FileMode.Open, FileAccess.Write))
            RandomAccess.Write(file, [1], (3 << 20) - 1); // the last byte belongs to a piece
        Assert.NotEqual(first, FileIdentity.Of([a]));
    }
}
