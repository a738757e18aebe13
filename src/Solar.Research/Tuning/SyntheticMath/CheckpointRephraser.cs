using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.Examples;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Model.Generation;

namespace Solar.Research.Tuning.SyntheticMath;

/// <summary>A checkpoint of our own that rephrases and answers: no server, no key.</summary>
/// <remarks>
/// With a chat template the prompts of <see cref="MathPrompts"/> are a conversation, without one they are a text that is gone on
/// with until it begins another question. Every request draws from its own seed, whatever stands beside it in the batch.
/// </remarks>
/// <param name="decoder">The model; the caller's to dispose.</param>
/// <param name="tokenizer">Its vocabulary.</param>
/// <param name="template">Its conversations; null for a base model.</param>
/// <param name="name">What provenance calls it.</param>
public sealed class CheckpointRephraser(Decoder decoder, BpeTokenizer tokenizer, ChatTemplate? template, string name) : IMathRephraser
{
    /// <summary>How freely tokens are drawn; 0.7 as MetaMath's.</summary>
    public double Temperature { get; init; } = 0.7;

    /// <summary>The most tokens of a reply; one that is cut off is no reply.</summary>
    public int MaxNewTokens { get; init; } = 512;

    /// <inheritdoc/>
    public int RequestsAtOnce { get; init; } = 16;

    /// <inheritdoc/>
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"checkpoint {name}{(template is null ? "" : $" with template {template.Name}")}, temperature {Temperature}, at most {MaxNewTokens} tokens");

    /// <inheritdoc/>
    public Task<IReadOnlyList<MathReply>> Rephrase(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) => Ask(requests, MathPrompts.Rephrase, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MathReply>> Answer(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) => Ask(requests, MathPrompts.Answer, stop);

    private Task<IReadOnlyList<MathReply>> Ask(IReadOnlyList<MathRequest> requests, Func<string, IReadOnlyList<ChatMessage>> conversation, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var prompts = requests.Select(request => Prompt(conversation(request.Question))).ToArray();
        var replies = new MathReply[requests.Count];
        var fit = Enumerable.Range(0, requests.Count).Where(i => prompts[i].Length < decoder.Config.MaxPositionEmbeddings).ToArray();
        foreach (var i in Enumerable.Range(0, requests.Count).Except(fit))
            replies[i] = MathReply.Failed("the question with its examples fills all positions of the model");
        if (fit.Length == 0)
            return Task.FromResult<IReadOnlyList<MathReply>>(replies);

        var generator = new TextGenerator(decoder, tokenizer, new()
        {
            MaxNewTokens = MaxNewTokens,
            Sampling = new() { Temperature = Temperature, RowSeeds = [.. fit.Select(i => requests[i].Seed)] },
            StopTexts = [MathPrompts.NextQuestion],
        });
        var texts = generator.Generate([.. fit.Select(i => prompts[i])], (_, _) => stop.ThrowIfCancellationRequested());
        foreach (var (i, text) in fit.Zip(texts))
            replies[i] = text.Reason == StopReason.Length ? MathReply.Failed("cut off at the most tokens") : MathReply.Of(MathPrompts.Cleaned(text.Text));
        return Task.FromResult<IReadOnlyList<MathReply>>(replies);
    }

    private int[] Prompt(IReadOnlyList<ChatMessage> conversation) => template is null
        ? [.. tokenizer.EncodeToIds(MathPrompts.AsText(conversation), addBos: tokenizer.BosId is not null)]
        : PromptedTokens.OfPrompt(template.Ask(conversation), tokenizer);
}
