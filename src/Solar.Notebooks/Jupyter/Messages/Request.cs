using System.Text.Json;

namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>A message of a client whose signature was right.</summary>
/// <param name="Channel">Where it came in.</param>
/// <param name="Identities">Whom a reply goes to.</param>
/// <param name="Header">As it came, to be returned as the parent of every reply and output.</param>
/// <param name="Type">Such as <c>execute_request</c>.</param>
/// <param name="Metadata">An object.</param>
/// <param name="Content">An object.</param>
internal sealed record Request(Channel Channel, IReadOnlyList<byte[]> Identities, byte[] Header, string Type, JsonElement Metadata, JsonElement Content)
{
    /// <summary>A text that must be there.</summary>
    /// <exception cref="RequestException">It is not.</exception>
    public string Text(string name) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new RequestException($"{Type}: '{name}' is missing or no text.");

    /// <summary>A text, or what stands for none.</summary>
    public string TextOr(string name, string otherwise) => IsAbsent(name) ? otherwise : Text(name);

    /// <summary>A number, or what stands for none.</summary>
    /// <exception cref="RequestException">It is something else.</exception>
    public int? Number(string name) =>
        IsAbsent(name) ? null
        : Content.GetProperty(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number
        : throw new RequestException($"{Type}: '{name}' is no whole number.");

    /// <summary>A yes or no, or what stands for none.</summary>
    /// <exception cref="RequestException">It is something else.</exception>
    public bool Flag(string name, bool otherwise) =>
        IsAbsent(name) ? otherwise
        : Content.GetProperty(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean()
        : throw new RequestException($"{Type}: '{name}' is neither true nor false.");

    private bool IsAbsent(string name) => !Content.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;
}

/// <summary>A request was signed rightly and asks wrongly.</summary>
internal sealed class RequestException(string message) : Exception(message);
