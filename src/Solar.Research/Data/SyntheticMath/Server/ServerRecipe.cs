namespace Solar.Research.Data.SyntheticMath.Server;

/// <summary>Which server is asked, and how: the first members decide replies, the others only how fast and how patiently they are fetched.</summary>
public sealed record ServerRecipe
{
    /// <summary>Where the server is, such as <c>http://localhost:8000</c>; <c>/v1/chat/completions</c> is added.</summary>
    public required Uri Server { get; init; }

    /// <summary>The model's name, as the server calls it.</summary>
    public required string Model { get; init; }

    /// <summary>How freely tokens are drawn; 0.7 as MetaMath's.</summary>
    public double Temperature { get; init; } = 0.7;

    /// <summary>The most tokens of a reply; one that is cut off is no reply.</summary>
    public int MaxTokens { get; init; } = 1024;

    /// <summary>Requests that are under way at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>The most requests that are begun in a minute; null is as many as go.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How often a request is sent before it counts as failed.</summary>
    public int MaxTries { get; init; } = 6;

    /// <summary>How long one try may take.</summary>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>The wait before the second try; it doubles with every further one, up to a minute.</summary>
    public double FirstDelaySeconds { get; init; } = 1;

    /// <summary>The address that requests are posted to.</summary>
    internal Uri Endpoint
    {
        get
        {
            var root = Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
            return new(root.EndsWith("/chat/completions", StringComparison.Ordinal) ? root
                : root.EndsWith("/v1", StringComparison.Ordinal) ? root + "/chat/completions"
                : root + "/v1/chat/completions");
        }
    }

    /// <exception cref="ArgumentException">A member makes no sense; the message says which.</exception>
    public ServerRecipe Validate()
    {
        if (!Server.IsAbsoluteUri || Server.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The server '{Server}' is no address that begins with http:// or https://.");
        if (Server.UserInfo.Length > 0)
            throw new ArgumentException("The server's address has a password in it; a key comes from the environment alone.");
        ArgumentException.ThrowIfNullOrWhiteSpace(Model);
        ArgumentOutOfRangeException.ThrowIfNegative(Temperature);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxTokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Concurrency);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxTries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TimeoutSeconds);
        ArgumentOutOfRangeException.ThrowIfNegative(FirstDelaySeconds);
        if (RequestsPerMinute is { } most)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(RequestsPerMinute));
        return this;
    }
}
