using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Solar.Notebooks.Display.Outlines;

namespace Solar.Notebooks.Display;

/// <summary>Forms that a bundle holds as JSON and not as text.</summary>
internal static class JsonForm
{
    private static readonly JsonSerializerOptions Lenient = new()
    {
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IncludeFields = true,
    };

    /// <summary>Whether a form is JSON.</summary>
    public static bool Holds(string mimeType) => mimeType == "application/json" || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>What a formatter wrote.</summary>
    public static JsonNode? Parse(string text, string mimeType, Type type)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException wrong)
        {
            throw new FormatterException($"The {mimeType} formatter of {type.FullName} wrote something that is no JSON: {wrong.Message}");
        }
    }

    /// <summary>A value without a formatter for the form.</summary>
    public static JsonNode? Of(object? value, string mimeType)
    {
        if (mimeType != "application/json" && value is not (JsonNode or JsonElement or JsonDocument or null))
            throw new FormatterException($"{TypeName.Of(value.GetType())} has no form '{mimeType}'. Give its type a formatter for that one, or show a JsonNode.");
        try
        {
            return JsonSerializer.SerializeToNode(value, Lenient);
        }
        catch (Exception wrong) when (wrong is NotSupportedException or JsonException)
        {
            throw new FormatterException($"{TypeName.Of(value!.GetType())} cannot be written as JSON: {wrong.Message}");
        }
    }
}
