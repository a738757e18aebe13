using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.Examples;

namespace Solar.Research.Data.SyntheticMath.Server;

/// <summary>An OpenAI-compatible server: a conversation is posted to <c>/v1/chat/completions</c>, and asked for again when that fails.</summary>
/// <remarks>
/// Tried again, after a wait that doubles or that the server names in <c>Retry-After</c>: 408, 409, 425, 429, every 5xx, a cut or
/// refused connection, a slow reply, and one that is no JSON. Not tried again: what the server finds wrong with the request.
/// </remarks>
internal sealed class ChatServer : IDisposable
{
    private const int DeadAfter = 3; // requests in a row that no number of tries got through
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each try has its own
        MaxResponseContentBufferSize = 1 << 24,
    };

    private readonly ServerRecipe _recipe;
    private readonly ApiKey _key;
    private readonly Func<TimeSpan, CancellationToken, Task> _wait;
    private readonly RateLimit _limit;
    private int _lost;

    public ChatServer(ServerRecipe recipe, ApiKey key, Func<TimeSpan, CancellationToken, Task>? wait = null)
    {
        _recipe = recipe.Validate();
        _key = key;
        key.ExpectSafe(recipe.Server);
        _wait = wait ?? Task.Delay;
        _limit = new(recipe.RequestsPerMinute, TimeProvider.System, _wait);
    }

    /// <summary>All that decides a reply, as it is sent.</summary>
    public byte[] Body(IReadOnlyList<ChatMessage> conversation, long seed) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        model = _recipe.Model,
        messages = conversation.Select(message => new { role = message.Role, content = message.Content }),
        temperature = _recipe.Temperature,
        max_tokens = _recipe.MaxTokens,
        seed,
    });

    /// <summary>What names a reply: the hash of what was asked.</summary>
    public static string KeyOf(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Posts a request until there is a reply, or no hope of one.</summary>
    /// <returns>The reply, and whether it will be the same tomorrow; a server that did not answer may answer then.</returns>
    /// <exception cref="IOException">The server wants another key, has no such address, or answers nobody.</exception>
    public async Task<(MathReply Reply, bool IsFinal)> Post(byte[] body, CancellationToken stop)
    {
        var jitter = new SplitMix64(BitConverter.ToInt64(SHA256.HashData(body)));
        for (var attempt = 1; ; attempt++)
        {
            await _limit.Pass(stop);
            var outcome = await Try(body, stop);
            if (outcome.IsFatal)
                throw new IOException($"{_recipe.Endpoint}: {outcome.Problem}");
            if (outcome.Reply is { } reply)
            {
                Interlocked.Exchange(ref _lost, 0);
                return (reply, true);
            }

            if (attempt == _recipe.MaxTries)
            {
                var why = string.Create(CultureInfo.InvariantCulture, $"no reply after {attempt} tries: {outcome.Problem}");
                if (Interlocked.Increment(ref _lost) >= DeadAfter)
                    throw new IOException($"{_recipe.Server}: {why}. What was answered so far is kept where a journal is; run the same command again when the server is back.");
                return (MathReply.Failed(why), false);
            }

            var backOff = TimeSpan.FromSeconds(Math.Min(60, _recipe.FirstDelaySeconds * Math.Pow(2, attempt - 1)) * (0.5 + (jitter.Below(1001) / 1000.0)));
            var wait = outcome.RetryAfter ?? backOff;
            await _wait(wait < LongestWait ? wait : LongestWait, stop);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Outcome> Try(byte[] body, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(_recipe.TimeoutSeconds));
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, _recipe.Endpoint) { Content = new ByteArrayContent(body) };
            message.Content.Headers.ContentType = new("application/json");
            _key.PutIn(message);
            using var response = await _http.SendAsync(message, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            return response.StatusCode == HttpStatusCode.OK ? Read(text) : Refused(response, text);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Outcome.Again(string.Create(CultureInfo.InvariantCulture, $"no reply within {_recipe.TimeoutSeconds} s"));
        }
        catch (HttpRequestException cut)
        {
            return Outcome.Again(_key.Hide(cut.Message));
        }
        catch (IOException cut)
        {
            return Outcome.Again(_key.Hide(cut.Message));
        }
    }

    private Outcome Refused(HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"{status} {response.ReasonPhrase}{(text.Length == 0 ? "" : ": " + Short(text))}");
        if (status is 408 or 409 or 425 or 429 or >= 500)
            return Outcome.Again(said) with { RetryAfter = RetryAfter(response) };
        if (status is 400 or 413 or 422)
            return Outcome.Of(MathReply.Failed($"the server refused the request: {said}"));
        var remedy = status is 401 or 403 ? " It wants a key of its own: put it in SOLAR_API_KEY." : "";
        return Outcome.Again($"{said}.{remedy}") with { IsFatal = true };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > DateTimeOffset.UtcNow => date - DateTimeOffset.UtcNow,
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };

    private Outcome Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var choice = json.RootElement.GetProperty("choices")[0];
            if (choice.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String && reason.GetString() == "length")
                return Outcome.Of(MathReply.Failed("cut off at max_tokens"));
            return choice.GetProperty("message").TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
                ? Outcome.Of(MathReply.Of(content.GetString()!))
                : Outcome.Of(MathReply.Failed("a reply without content"));
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return Outcome.Again($"expected a chat completion, found '{Short(text)}'");
        }
    }

    private string Short(string text)
    {
        var line = new StringBuilder(_key.Hide(text)).Replace('\n', ' ').Replace('\r', ' ').ToString();
        return line.Length > 200 ? line[..200] + "…" : line;
    }

    private sealed record Outcome(MathReply? Reply, string? Problem, TimeSpan? RetryAfter)
    {
        public bool IsFatal { get; init; } // for every other request as well

        public static Outcome Of(MathReply reply) => new(reply, null, null);

        public static Outcome Again(string problem) => new(null, problem, null);
    }
}
