using System.Text.Json;

namespace Solar.Research.Data.Tokenization;

/// <summary>Reads members of a JSON object, and names the one that is missing or unknown.</summary>
internal static class Json
{
    public static JsonElement Required(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value : throw new InvalidDataException($"'{name}' is missing");

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Optional(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string Text(JsonElement of, string name) =>
        Required(of, name).GetString() ?? throw new InvalidDataException($"'{name}' is null");

    public static string Type(JsonElement of) => Text(of, "type");

    public static bool Flag(JsonElement of, string name) => Optional(of, name)?.GetBoolean() ?? false;

    public static void MustBeNull(JsonElement of, string name)
    {
        if (Optional(of, name) is { } value)
            throw new InvalidDataException($"'{name}' is {Short(value)}; it would change what encoding gives, and is not implemented");
    }

    public static void Only(JsonElement of, string what, params ReadOnlySpan<string> names)
    {
        foreach (var member in of.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw new InvalidDataException($"{what} has the member '{member.Name}', which is not known");
        }
    }

    private static string Short(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
