using System.Text.Json.Nodes;
using Solar.Research.Data;
using Solar.Research.Data.Prose;
using Solar.Research.Data.Sets;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Data.Templates;
using Solar.Research.Experiments.Corpus;
using Solar.Research.Experiments.Stages;
using Solar.Research.Tuning;
using static System.FormattableString;

namespace Solar.Research.Experiments.Instruct;

/// <summary>The data of the experiments: the small world's files with both synthetic sets of mathematics, and what the base model reads as token ids.</summary>
internal static class WorldStages
{
    private const int Version = 2;

    /// <summary>The stage whose folder is a data folder: prose, tuning sets, tests.</summary>
    public static Stage Data(InstructRecipe recipe) => new(
        "world", Version,
        new()
        {
            ["world"] = RecipeJson.ToNode(recipe.World),
            ["synthetic_math"] = RecipeJson.ToNode(recipe.SyntheticMath),
        },
        [],
        run =>
        {
            run.Report(0, "writing the world's files");
            WorldFolder.Write(run.Folder, recipe.World);
            run.Report(0.7, "rephrasing its mathematics");
            var problems = MathProblems.Read(Path.Combine(run.Folder, "math_train.jsonl")).Examples;
            var synthesis = new MathSynthesis(problems, new WorldRephraser(recipe.World), recipe.SyntheticMath);
            SyntheticMathFiles.Write(run.Folder, synthesis, recipe.SyntheticMath, stop: run.Cancellation).GetAwaiter().GetResult();
        })
    {
        ExpectedSeconds = 10,
    };

    /// <summary>The stage that makes the files of <see cref="CorpusRows"/>: the world's prose, real prose, and the vocabulary of both.</summary>
    public static Stage Corpus(InstructRecipe recipe, Stage data, ProseFolder prose)
    {
        var description = new JsonObject
        {
            ["vocabulary_size"] = recipe.World.VocabularySize,
            ["template"] = recipe.Template,
            ["real_prose_characters"] = recipe.RealProseCharacters,
            ["validation_share"] = ProseDocument.ValidationShare,
            ["sha256"] = new JsonArray([.. Sources(recipe).SelectMany(source => source.Files).Select(file => (JsonNode)file.Sha256)]),
        };
        return new("world-corpus", Version, description, [data], run => MakeCorpus(recipe, prose, run)) { ExpectedSeconds = 20 };
    }

    private static IReadOnlyList<ProseSource> Sources(InstructRecipe recipe) => recipe.RealProseCharacters == 0 ? [] : ProseSources.All;

    private static void MakeCorpus(InstructRecipe recipe, ProseFolder prose, StageRun run)
    {
        var data = run.Inputs[0];
        run.Report(0.05, "reading prose");
        var documents = TextDocuments.Read(Path.Combine(data, "prose.jsonl")).Select((text, i) => new ProseDocument("world", Invariant($"{i}"), text)).ToList();
        var library = new ProseLibrary(prose);
        documents.AddRange(Sample([.. Sources(recipe).SelectMany(library.Read)], recipe.RealProseCharacters));
        var sides = documents.ToLookup(document => document.IsValidation);

        // The vocabulary knows prose and instructions as the models will read them; no test is read.
        run.Report(0.2, "training the vocabulary");
        var template = ChatTemplate.Named(recipe.Template);
        var instructions = InstructData.Of(recipe, ModelName.SftV3).Instructions(new DataFolder(data)).Examples
            .Select(example => template.Format(example.Prompt, example.Response)).SelectMany(text => new[] { text.Prompt, text.Response.Replace("</s>", "", StringComparison.Ordinal) });
        var tokenizer = WorldTokenizer.Train(sides[false].Select(document => document.Text).Concat(instructions), recipe.World.VocabularySize);
        tokenizer.Save(run.File(CorpusRows.Tokenizer));
        template.Save(run.File(CorpusRows.Tokenizer));

        foreach (var (file, side) in new[] { (CorpusRows.Training, false), (CorpusRows.Validation, true) })
        {
            run.Cancellation.ThrowIfCancellationRequested();
            run.Report(side ? 0.95 : 0.6, $"encoding {file}");
            TokenFile.Write(run.File(file), [.. sides[side].Select(document => tokenizer.EncodeToIds(document.Text, addBos: true, addEos: true))]);
        }
    }

    // Documents in an order of their own, until there are as many characters as wanted.
    private static IEnumerable<ProseDocument> Sample(ProseDocument[] documents, int characters)
    {
        new SplitMix64(0).Shuffle<ProseDocument>(documents);
        var taken = 0L;
        return documents.TakeWhile(document => (taken += document.Text.Length) - document.Text.Length < characters);
    }
}
