using System.Text.Json.Nodes;
using Solar.Research.Data;
using Solar.Research.Data.Prose;
using Solar.Research.Data.Tokenization;
using Solar.Research.Experiments.Stages;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Corpus;

/// <summary>Real prose, split, with a vocabulary trained on its training side, as token ids.</summary>
internal static class ProseCorpus
{
    private const int Version = 1;

    /// <summary>The stage that makes the files of <see cref="CorpusRows"/>.</summary>
    public static Stage For(ProseRecipe recipe, ProseFolder folder)
    {
        var sources = recipe.Sources.Select(Source).ToList();
        var description = RecipeJson.ToNode(recipe);
        description["validation_share"] = ProseDocument.ValidationShare;
        description["sha256"] = new JsonArray([.. sources.SelectMany(source => source.Files).Select(file => (JsonNode)file.Sha256)]);
        return new("corpus", Version, description, [], run => Make(recipe, sources, folder, run));
    }

    private static void Make(ProseRecipe recipe, List<ProseSource> sources, ProseFolder folder, StageRun run)
    {
        var library = new ProseLibrary(folder);
        var sides = sources.SelectMany(library.Read).ToLookup(document => document.IsValidation);
        run.Report(0.1, "training the vocabulary");
        var tokenizer = BpeTrainer.Train(
            Sample([.. sides[false].Select(document => document.Text)], recipe.VocabularyCharacters),
            new BpeTrainerOptions { VocabularySize = recipe.VocabularySize });
        tokenizer.Save(run.File(CorpusRows.Tokenizer));
        Encode(CorpusRows.Training, sides[false], 0.4);
        Encode(CorpusRows.Validation, sides[true], 0.9);

        void Encode(string file, IEnumerable<ProseDocument> documents, double done)
        {
            run.Report(done, $"encoding {file}");
            var encoded = new List<IReadOnlyList<int>>();
            foreach (var document in documents)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                encoded.Add([.. tokenizer.EncodeToIds(document.Text, addBos: true, addEos: true)]);
            }

            TokenFile.Write(run.File(file), encoded);
        }
    }

    // Documents in an order that mixes the sources, until there are as many characters as wanted.
    private static List<string> Sample(string[] texts, int characters)
    {
        new SplitMix64(0).Shuffle<string>(texts);
        var taken = 0L;
        return [.. texts.TakeWhile(text => (taken += text.Length) - text.Length < characters)];
    }

    private static ProseSource Source(string name) => ProseSources.All.FirstOrDefault(source => source.Name == name)
        ?? throw new ArgumentException($"There is no prose source '{name}'; there are: {string.Join(", ", ProseSources.All.Select(source => source.Name))}.");
}
