using System.Net.Http;

namespace Solar.Research.Data.SyntheticMath.Server;

/// <summary>The key that a server wants. It comes from the environment alone, and stands in no recipe, file, message or name.</summary>
public sealed class ApiKey
{
    private static readonly string[] Variables = ["SOLAR_API_KEY", "OPENAI_API_KEY"];

    private readonly string? _value;

    private ApiKey(string? value) => _value = value;

    /// <summary>No key, as servers of one's own want it.</summary>
    public static ApiKey None { get; } = new(null);

    /// <summary>SOLAR_API_KEY, else OPENAI_API_KEY, else none.</summary>
    public static ApiKey FromEnvironment() =>
        new(Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim());

    /// <summary>Never the key.</summary>
    public override string ToString() => _value is null ? "no key" : "a key";

    internal static ApiKey Of(string value) => new(value);

    /// <exception cref="ArgumentException">The key would travel unencrypted to another machine.</exception>
    internal void ExpectSafe(Uri server)
    {
        if (_value is not null && server.Scheme == "http" && !server.IsLoopback)
            throw new ArgumentException($"{server.Host} is asked by http, which would send the key in {string.Join(" or ", Variables)} unencrypted: use https, or unset the variable.");
    }

    internal void PutIn(HttpRequestMessage message)
    {
        if (_value is not null)
            message.Headers.Authorization = new("Bearer", _value);
    }

    /// <summary>A text of the server without the key, should it have repeated it.</summary>
    internal string Hide(string text) => _value is null ? text : text.Replace(_value, "***", StringComparison.Ordinal);
}
