using Solar.Research.Data.Tokenization;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Evaluation.Scoring;

/// <summary>A continuation behind its context, as the model reads it.</summary>
/// <param name="Input">The tokens that go in: context and continuation without its last token.</param>
/// <param name="Targets">The tokens of the continuation, which the last ones of the input are to predict.</param>
internal sealed record ScoredSequence(int[] Input, int[] Targets)
{
    /// <summary>The place in the input that predicts the first target.</summary>
    public int From => Input.Length - Targets.Length;
}

/// <summary>Texts as the tokens that the harness makes of them.</summary>
/// <remarks><c>BaseLM._encode_pair</c> and <c>_loglikelihood_tokens</c>, <c>HuggingFaceAutoLM.greedy_until</c> of the harness at b281b092.</remarks>
/// <param name="tokenizer">The model's.</param>
/// <param name="bos">Whether texts begin with the begin token.</param>
/// <param name="positions">The most tokens that the model reads.</param>
internal sealed class PromptEncoder(BpeTokenizer tokenizer, bool bos, int positions)
{
    // Many requests share a context; the last one is likely to be asked for again.
    private (string Text, IReadOnlyList<int> Ids) _last = ("", []);

    /// <summary>A context and a continuation. What is too long loses its beginning.</summary>
    /// <exception cref="InvalidDataException">The continuation has no token of its own, or more than the model reads.</exception>
    public ScoredSequence Pair(EvaluationRequest request)
    {
        // Spaces at the end of the context go to the continuation, since a token may begin with a space but not end with one.
        var context = PythonText.StripEnd(request.Context);
        var continuation = request.Context[context.Length..] + request.Continuation;
        int[] all;
        int[] targets;
        if (request.Context.Length == 0)
        {
            targets = [.. Ids(continuation)];
            all = [tokenizer.EosId ?? throw new InvalidOperationException("An empty context stands for the end of a text, and the tokenizer has no token for that."), .. targets];
        }
        else
        {
            if (_last.Text != context)
                _last = (context, Ids(context));
            all = [.. Ids(context + continuation)];
            targets = all.Length > _last.Ids.Count ? all[_last.Ids.Count..] : [];
        }

        if (targets.Length == 0 || targets.Length > positions)
        {
            throw new InvalidDataException($"The continuation '{request.Continuation}' has {targets.Length} tokens of its own behind '…{context[^Math.Min(40, context.Length)..]}'; "
                + $"1 to {positions} can be scored.");
        }

        var start = Math.Max(0, all.Length - (positions + 1));
        return new(all[start..^1], targets);
    }

    /// <summary>A prompt to be continued, without its beginning where it is too long to leave room for the answer.</summary>
    /// <exception cref="ArgumentException">The model reads no more tokens than an answer may take.</exception>
    public int[] Prompt(string context, int maxNewTokens)
    {
        if (positions <= maxNewTokens)
            throw new ArgumentException($"An answer may take {maxNewTokens} tokens, and the model reads {positions} in all: allow fewer new tokens than that.");
        var ids = Ids(context);
        return [.. ids.Skip(Math.Max(0, ids.Count - (positions - maxNewTokens)))];
    }

    private IReadOnlyList<int> Ids(string text) => tokenizer.EncodeToIds(text, addBos: bos);
}
