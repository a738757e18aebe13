using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;
using Solar.Research.Tests.Model;
using Solar.Research.Tuning.SyntheticMath;
using Decoder = Solar.Research.Model.Decoder;

namespace Solar.Research.Tests.Tuning.SyntheticMath;

public sealed class CheckpointRephraserTests : IDisposable
{
    private static readonly BpeTokenizer Tokenizer = BpeTrainer.Train(
        [MathPrompts.AsText(MathPrompts.Rephrase("What is 2 + 3?")), MathPrompts.AsText(MathPrompts.Answer("How many?"))], new() { VocabularySize = 400, CharacterCoverage = 1 });

    // Random weights say nonsense until they happen upon a token that ends texts; so one in six of them does.
    private readonly Decoder _decoder = TinyDecoder.Make(TinyDecoder.TiedLlama with { VocabSize = Tokenizer.VocabularySize, MaxPositionEmbeddings = 2048, EosTokenId = Tokenizer.EosId, FurtherEosTokenIds = [.. Enumerable.Range(Tokenizer.VocabularySize / 2, Tokenizer.VocabularySize / 6)] });

    private static MathRequest[] Requests => [new("What is 2 + 3?", 5), new("How many?", 6), new("What is 7 - 3 and what is 7 + 3?", 7)];

    public void Dispose() => _decoder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Replies_follow_from_question_and_seed_whatever_else_is_asked(bool chat)
    {
        var rephraser = Rephraser(chat ? ChatTemplate.Solar.For(Tokenizer) : null);

        var together = await rephraser.Answer(Requests);
        var alone = new List<MathReply>();
        foreach (var request in Requests)
            alone.Add((await rephraser.Answer([request]))[0]);

        Assert.Equal(alone, together);
        Assert.Contains(together, reply => reply.Text is not null);
        Assert.NotEqual(together, await rephraser.Answer([.. Requests.Select(request => request with { Seed = request.Seed + 10 })]));
        Assert.NotEqual(together, await rephraser.Rephrase(Requests));
    }

    [Fact]
    public async Task What_does_not_end_or_does_not_fit_is_no_reply()
    {
        Assert.Contains(await Rephraser(null, tokens: 1).Answer(Requests), reply => reply.Failure == "cut off at the most tokens");
        var long1 = await Rephraser(null).Rephrase([new(string.Join(' ', Enumerable.Repeat("How many?", 2000)), 1), Requests[1]]);
        Assert.Equal("the question with its examples fills all positions of the model", long1[0].Failure);
        Assert.DoesNotContain("positions", long1[1].Failure ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_the_batch()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rephraser(null).Answer(Requests, stop.Token));
    }

    private CheckpointRephraser Rephraser(ChatTemplate? template, int tokens = 60) => new(_decoder, Tokenizer, template, "tiny") { MaxNewTokens = tokens, Temperature = 3 };
}
