using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.Examples;

namespace Solar.Research.Data.SyntheticMath.Server;

/// <summary>A language model behind any OpenAI-compatible server (<c>/v1/chat/completions</c>): vLLM, llama.cpp, OpenAI and others.</summary>
/// <remarks>
/// Requests go out side by side. With a journal, replies are kept as they come, so a run that was stopped asks only for the rest. A
/// seed is sent with every request; whether the same seed gives the same reply is the server's promise, not ours.
/// </remarks>
public sealed class ServerRephraser : IMathRephraser, IDisposable
{
    private readonly ServerRecipe _recipe;
    private readonly ChatServer _server;
    private readonly ReplyJournal? _journal;

    /// <param name="recipe">Which server and model, and how they are asked.</param>
    /// <param name="key">The server's key, if it wants one.</param>
    /// <param name="journal">Where replies are kept; the caller's to dispose.</param>
    public ServerRephraser(ServerRecipe recipe, ApiKey key, ReplyJournal? journal = null)
        : this(recipe, key, journal, wait: null)
    {
    }

    internal ServerRephraser(ServerRecipe recipe, ApiKey key, ReplyJournal? journal, Func<TimeSpan, CancellationToken, Task>? wait)
    {
        _recipe = recipe.Validate();
        _server = new(recipe, key, wait);
        _journal = journal;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"server {_recipe.Model}, temperature {_recipe.Temperature}, at most {_recipe.MaxTokens} tokens");

    /// <inheritdoc/>
    public int RequestsAtOnce => 4 * _recipe.Concurrency; // so that one slow reply holds up few others

    /// <inheritdoc/>
    public Task<IReadOnlyList<MathReply>> Rephrase(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) => Ask(requests, MathPrompts.Rephrase, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MathReply>> Answer(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) => Ask(requests, MathPrompts.Answer, stop);

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private async Task<IReadOnlyList<MathReply>> Ask(IReadOnlyList<MathRequest> requests, Func<string, IReadOnlyList<ChatMessage>> conversation, CancellationToken stop)
    {
        var replies = new MathReply[requests.Count];
        var how = new ParallelOptions { MaxDegreeOfParallelism = _recipe.Concurrency, CancellationToken = stop };
        await Parallel.ForAsync(0, requests.Count, how, async (i, cancelled) =>
        {
            var body = _server.Body(conversation(requests[i].Question), requests[i].Seed);
            var key = ChatServer.KeyOf(body);
            if (_journal?.Find(key) is not { } reply)
            {
                (reply, var isFinal) = await _server.Post(body, cancelled);
                if (isFinal)
                    _journal?.Add(key, reply);
            }

            replies[i] = reply.Text is { } text ? MathReply.Of(MathPrompts.Cleaned(text)) : reply;
        });
        return replies;
    }
}
