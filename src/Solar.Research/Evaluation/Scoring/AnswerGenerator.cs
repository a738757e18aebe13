using System.Threading;
using Solar.Research.Data.Tokenization;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Model;
using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Evaluation.Scoring;

/// <summary>The answers that a model gives by itself: the likeliest token after the other, until a stop text.</summary>
/// <remarks>
/// <c>greedy_until</c> of the harness at b281b092. An answer also ends as soon as its number stands, which nothing behind it can change.
/// </remarks>
/// <param name="decoder">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="recipe">Whether prompts begin with the begin token, and how long an answer may be.</param>
public sealed class AnswerGenerator(Decoder decoder, BpeTokenizer tokenizer, EvaluationRecipe recipe)
{
    /// <summary>About the most tokens, prompt and answer, that are held at once.</summary>
    public int TokensAtOnce { get; init; } = 16384;

    /// <summary>Answers each document's prompt.</summary>
    /// <param name="documents">Documents whose request is to go on.</param>
    /// <param name="answered">Called with a document's place and its answer as soon as it is there.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public IReadOnlyList<string> Answer(
        IReadOnlyList<PromptedDocument> documents, Action<int, string>? answered = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        using var untracked = no_grad();
        var encoder = new PromptEncoder(tokenizer, recipe.Bos, decoder.Config.MaxPositionEmbeddings);
        var prompts = documents.Select((document, i) => (Index: i, Ids: encoder.Prompt(document.Context, recipe.MaxNewTokens)))
            .OrderByDescending(prompt => prompt.Ids.Length).ToArray();
        var results = new string[documents.Count];
        for (int at = 0, count; at < prompts.Length; at += count)
        {
            cancellation.ThrowIfCancellationRequested();
            count = Math.Min(prompts.Length - at, Math.Max(1, TokensAtOnce / (prompts[at].Ids.Length + recipe.MaxNewTokens)));
            var batch = prompts[at..(at + count)];
            foreach (var (prompt, text) in batch.Zip(Batch([.. batch.Select(prompt => prompt.Ids)])))
            {
                results[prompt.Index] = text;
                answered?.Invoke(prompt.Index, text);
            }
        }

        return results;
    }

    private string[] Batch(IReadOnlyList<IReadOnlyList<int>> prompts)
    {
        string[] stops = [.. WordProblemDocument.Stops, .. tokenizer.EosId is { } eos ? [tokenizer.Pieces[eos].Text] : Array.Empty<string>()];
        int[] stopIds = [.. decoder.Config.FurtherEosTokenIds, decoder.Config.EosTokenId ?? -1, tokenizer.EosId ?? -1];
        var options = new GenerationOptions { MaxNewTokens = recipe.MaxNewTokens, StopIds = stopIds };
        var texts = prompts.Select(_ => new StoppingText(tokenizer.NewStreamingDecoder(), stops)).ToArray();
        new TokenGenerator(decoder, options).Generate(prompts, (row, id) => texts[row].Push(id) && !WordProblemDocument.IsDecided(texts[row].Text));
        return [.. texts.Select(text =>
        {
            text.End();
            return WordProblemDocument.Cut(text.Text, stops);
        })];
    }
}
