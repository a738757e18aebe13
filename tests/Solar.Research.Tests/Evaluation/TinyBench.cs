using System.Text.Json;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Tests.Data.Tokenization;
using Solar.Research.Tests.Model;

namespace Solar.Research.Tests.Evaluation;

/// <summary>Few rows of every benchmark, written by hand in its real schema, and a decoder that reads them.</summary>
internal static class TinyBench
{
    public static BpeTokenizer Tokenizer => Vocabularies.Own;

    /// <summary>Every file under the name that the small world gives it.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        void File(string name, params object[] rows) =>
            System.IO.File.WriteAllLines(Path.Combine(folder, name + ".jsonl"), rows.Select(row => JsonSerializer.Serialize(row)));

        object Arc(string id, string question, string key, string[] labels, params string[] choices) => new { id, question, choices = new { text = choices, label = labels }, answerKey = key };
        string[] letters = ["A", "B", "C", "D"];
        File("arc_challenge_train",
            Arc("t1", "Which is hot?", "B", letters, "ice", "fire", "snow", "rain"),
            Arc("t2", "Which falls?", "4", ["1", "2", "3", "4"], "light", "heat", "sound", "a stone"));
        File("arc_challenge_test",
            Arc("a", "What do plants need?", "C", letters, "salt", "glass", "light from the sun", "coal"),
            Arc("b", "What is water made of?", "1", ["1", "2", "3"], "hydrogen and oxygen", "iron", "gold"),
            Arc("c", "Which is the largest?", "D", letters, "an ant", "a cat", "a house", "a mountain"));

        object HellaSwag(string label, string activity, string a, string b, params string[] endings) =>
            new { ind = 1, activity_label = activity, ctx_a = a, ctx_b = b, ctx = $"{a} {b}", endings, label, split = "x", source_id = "x" };
        File("hellaswag_train",
            HellaSwag("0", "Baking", "A cook takes flour.", "he", "mixes it with water.", "paints it.", "sings to it.", "sells a boat."));
        File("hellaswag_validation",
            HellaSwag("2", "Sailing", "A boat lies in a harbour.", "two MEN", "eat the boat.", "fly.", "set the sail and leave.", "read."),
            HellaSwag("1", "Home", "Clean a pan. [title] Use sand.", "", "burn it.", "rub it [substeps] well.", "sing  to it.", "drop it."));

        object Mmlu(string subject, string question, int answer, params string[] choices) => new { question, subject, choices, answer };
        File("mmlu_dev",
            Mmlu("world_history", "Who ruled Rome?", 1, "a fish", "an emperor", "a tree", "nobody"),
            Mmlu("anatomy", "Where is the heart?", 0, "in the chest", "in the foot", "in the ear", "in the hand"),
            Mmlu("anatomy", "What is bone?", 3, "soft", "wet", "hot", "hard"));
        File("mmlu_test",
            Mmlu("world_history", " When did it fall? ", 2, "1066", "1492", "476", "1945"),
            Mmlu("anatomy", "What sees?", 1, "the ear", "the eye", "the nose", "the tongue"),
            Mmlu("anatomy", "What hears?", 0, "the ear", "the eye", "the nose", "the tongue"),
            Mmlu("anatomy", "What smells?", 2, "the ear", "the eye", "the nose", "the tongue"));

        object Targets(int trues, params string[] choices) => new { choices, labels = choices.Select((_, i) => i < trues ? 1 : 0) };
        File("truthfulqa_mc_validation",
            new { question = "Is the earth flat?", mc1_targets = Targets(1, "No", "Yes"), mc2_targets = Targets(2, "No", "It is round", "Yes", "It is a plate") },
            new { question = "Do cats fly?", mc1_targets = Targets(1, "No, they walk", "At night", "Always"), mc2_targets = Targets(1, "No, they walk", "At night", "Always") });

        object WinoGrande(string sentence, string option1, string option2, string answer) => new { sentence, option1, option2, answer };
        File("winogrande_train",
            WinoGrande("The cup broke the plate because _ was heavy.", "the cup", "the plate", "1"),
            WinoGrande("Ann thanked Ruth because _ had helped.", "Ann", "Ruth", "2"));
        File("winogrande_validation",
            WinoGrande("The ball hit the window and _ broke.  ", "the ball", "the window", "2"),
            WinoGrande("Tom was taller than Jim so _ took the low bed.", "Tom", "Jim", "2"));

        File("gsm8k_train",
            new { question = "Two and two?", answer = "2 + 2 = <<2+2=4>>4\n#### 4" },
            new { question = "Three times five?", answer = "3 * 5 = <<3*5=15>>15\n#### 15" });
        File("gsm8k_test",
            new { question = "One and one?", answer = "1 + 1 = <<1+1=2>>2\n#### 2" },
            new { question = "A thousand and ten?", answer = "#### 1,010" });
        return folder;
    }

    /// <summary>A decoder of the tokenizer's vocabulary whose weights are far from special.</summary>
    public static Decoder Decoder(int? window = null) => TinyDecoder.Make(
        TinyDecoder.Llama with { VocabSize = Tokenizer.VocabularySize, MaxPositionEmbeddings = 1024, ModelType = window is null ? "llama" : "mistral", SlidingWindow = window });
}
