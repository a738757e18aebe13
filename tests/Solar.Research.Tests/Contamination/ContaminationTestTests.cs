using Solar.Research.Contamination;
using Solar.Research.Data;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;
using Decoder = Solar.Research.Model.Decoder;

namespace Solar.Research.Tests.Contamination;

public sealed class ContaminationTestTests
{
    private static readonly string[] Words = [.. "ash bee cod dew elm fig gnu hay ivy jay keg log mud nut oak pea rye sky tea urn".Split(' ')];

    private static readonly BenchmarkText[] Benchmark = [.. Sentences(seed: 1, count: 16).Select((text, i) => new BenchmarkText($"test:{i + 1}", text))];

    private static readonly BpeTokenizer Tokenizer = BpeTrainer.Train(Sentences(seed: 2, count: 200), new() { VocabularySize = 330, CharacterCoverage = 1 });

    private static readonly ContaminationRecipe Recipe = new() { Examples = 12, Continuations = 20 };

    // Indices into the splits of TruthfulQA, GSM8K and MMLU, from CPython's own random.seed(0); random.shuffle.
    [Theory]
    [InlineData(817, "778 632 624 278 104 794 559 315 237 412")]
    [InlineData(1319, "1101 120 474 991 192 1020 350 480 883 1062")]
    [InlineData(14042, "334 54 5845 13820 7753 3221 12461 4806 5813 4483")]
    public void The_examples_are_those_that_CPythons_shuffle_puts_first(int texts, string first)
    {
        var drawn = ContaminationTest.Drawn(Enumerable.Range(0, texts), new());
        Assert.Equal(100, drawn.Count);
        Assert.Equal(first, string.Join(' ', drawn.Take(10)));
    }

    [Fact]
    public void A_model_that_learned_the_benchmark_is_caught_and_one_that_learned_its_like_is_not()
    {
        using var reference = Trained(Sentences(seed: 3, count: 120), steps: 30);
        using var honest = Trained(Sentences(seed: 4, count: 120), steps: 30);
        using var cheat = Trained([.. Enumerable.Repeat(Benchmark.Select(text => text.Text), 12).SelectMany(texts => texts)], steps: 100); // rows cut them at many places
        var continued = ContaminationTest.Continue(reference, Benchmark, Recipe).ToArray();

        var caught = ContaminationTest.Score(cheat, "test", continued, Recipe, Benchmark.Length);
        var spared = ContaminationTest.Score(honest, "test", continued, Recipe, Benchmark.Length);

        Assert.Equal((12, 16), (caught.Examples.Count, caught.Texts));
        TestContext.Current.SendDiagnosticMessage($"contamination: learned {caught.Flagged}, mean score {caught.MeanScore:F2}; honest {spared.Flagged}, {spared.MeanScore:F2}");
        Assert.True(caught.Flagged.Share > ContaminationResult.PaperThreshold, $"The model that learned the texts: {caught.Flagged}, mean score {caught.MeanScore}.");
        Assert.True(spared.Flagged.Share < 0.5, $"The model that did not: {spared.Flagged}, mean score {spared.MeanScore}.");
        Assert.True(caught.Flagged.Low > spared.Flagged.High, $"{caught.Flagged} and {spared.Flagged} overlap.");

        var drawn = continued.Select(text => text.Text).ToArray();
        var learned = MembershipScores.Of(cheat, drawn, reference).Select(scores => scores.MinK[2]).ToArray();
        var others = MembershipScores.Of(cheat, Sentences(seed: 9, count: 12), reference).Select(scores => scores.MinK[2]).ToArray();
        Assert.True(Separation.Of(learned, others).Auc > ContaminationResult.PaperThreshold);
    }

    [Fact]
    public void Continuations_begin_with_the_texts_first_words_and_follow_from_the_seed()
    {
        using var model = Fresh();
        var text = "ash bee cod dew elm fig gnu hay ivy jay keg"; // 11 words: ⌈4.4⌉ = 5 are given, 6 tokens are added at most
        ContinuedText Of(long seed, long stream = 0) => ContinuedText.Of(model, "t:1", text, Recipe with { SamplingSeed = seed }, stream);

        var continued = Of(seed: 1);

        Assert.Equal((5, 20), (continued.PrefixWords, continued.Continuations.Count));
        Assert.All(continued.Continuations, whole => Assert.StartsWith("ash bee cod dew elm", whole, StringComparison.Ordinal));
        Assert.True(continued.Continuations.Distinct().Count() > 1);
        Assert.Equal(continued.Continuations, Of(seed: 1).Continuations);
        Assert.NotEqual(continued.Continuations, Of(seed: 2).Continuations);
        Assert.NotEqual(continued.Continuations, Of(seed: 1, stream: 1).Continuations);
    }

    // The target's own mean NLL of each text, worked out from the plain loss; the score counts the continuations strictly below.
    [Fact]
    public void The_score_is_the_share_of_continuations_that_are_likelier_than_the_text()
    {
        using var target = Fresh();
        ContinuedText[] continued = [new("t:1", Benchmark[0].Text, 4, [Benchmark[1].Text, Benchmark[0].Text, Benchmark[2].Text, "ash"])];

        var example = Assert.Single(ContaminationTest.Score(target, "test", continued, Recipe with { MaxScoredTokens = 9 }, 1).Examples);

        Close.Assert(Loss(target, Benchmark[0].Text), example.Nll, Tolerance.Forward);
        Close.Assert([.. continued[0].Continuations.Select(text => Loss(target, text, most: 9))], example.ContinuationNlls, Tolerance.Forward);
        Assert.Equal(example.ContinuationNlls.Count(nll => nll < example.Nll) / 4.0, example.Score);
    }

    [Fact]
    public void A_text_longer_than_the_model_is_skipped_and_said()
    {
        using var model = Fresh();
        var longText = string.Join(' ', Enumerable.Repeat("ash", 200));
        var result = ContaminationTest.Run(model, model, "test", [Benchmark[0], new("test:2", longText)], Recipe);
        Assert.Single(result.Examples);
        Assert.Equal("test:2", Assert.Single(result.Skipped).Id);
        Assert.Throws<ArgumentException>(() => ContaminationTest.Run(model, model, "test", [new("test:2", longText)], Recipe));
    }

    private static string[] Sentences(long seed, int count)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, 9 + random.Below(4)).Select(_ => Words[random.Below(Words.Length)])))];
    }

    private static TextModel Fresh()
    {
        var decoder = new Decoder(new()
        {
            VocabSize = Tokenizer.VocabularySize,
            HiddenSize = 48,
            IntermediateSize = 96,
            NumHiddenLayers = 2,
            NumAttentionHeads = 4,
            NumKeyValueHeads = 2,
            MaxPositionEmbeddings = 64,
            EosTokenId = Tokenizer.EosId,
        });
        decoder.Initialize(11);
        return new(decoder, Tokenizer);
    }

    private static TextModel Trained(string[] texts, int steps)
    {
        var model = Fresh();
        var rows = PackedDocuments.Pack(texts.Select(text => Tokenizer.EncodeToIds(text, addBos: true, addEos: true)), 48, seed: 1);
        new Trainer(model.Decoder, new() { Steps = steps, RowsPerBatch = 8, TokensPerRow = 48, LearningRate = 1e-2, Seed = 1 }, PretrainingStage.Examples(model.Decoder, rows)).Run();
        return model;
    }

    private static double Loss(TextModel model, string text, int most = int.MaxValue)
    {
        var ids = model.Tokens(text).Take(most).ToArray();
        using var untracked = no_grad();
        using var batch = TokenBatch.From([new([.. ids], new int[ids.Length])]);
        using var loss = model.Decoder.Loss(batch);
        return Close.Values(loss).Single();
    }
}
