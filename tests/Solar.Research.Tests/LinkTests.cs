using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Solar.Research.Experiments.Claims;

namespace Solar.Research.Tests;

/// <summary>Every link and picture of the readmes, documents and notebooks leads to a file that is there.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_lead_somewhere()
    {
        var texts = Documents().Select(path => (Path: path, Text: WithoutCode(File.ReadAllText(path))))
            .Concat(ClaimNotebooks.All(Fixtures.Root).Select(path => (Path: path, Text: Prose(path))))
            .ToList();
        var links = texts.SelectMany(text => Link().Matches(text.Text).Select(link => (text.Path, Target: link.Groups["target"].Value))).ToList();
        Assert.True(texts.Count > 10 && links.Count > 20, $"Only {texts.Count} texts with {links.Count} links were read.");

        var broken = links.Where(link => !Leads(link.Path, link.Target)).Select(link => $"{Path.GetRelativePath(Fixtures.Root, link.Path)}: {link.Target}").ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void A_link_to_a_section_needs_its_heading()
    {
        Assert.True(Leads(Path.Combine(Fixtures.Root, "notebooks", "README.md"), "../README.md#notebooks"));
        Assert.False(Leads(Path.Combine(Fixtures.Root, "notebooks", "README.md"), "../README.md#cookies"));
        Assert.False(Leads(Path.Combine(Fixtures.Root, "README.md"), "nowhere.md"));
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Fixtures.Root, "*.md", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Fixtures.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" || part.StartsWith('.')));

    private static string Prose(string notebook) => WithoutCode(string.Join('\n', JsonNode.Parse(File.ReadAllText(notebook))!["cells"]!.AsArray()
        .Where(cell => (string?)cell!["cell_type"] == "markdown")
        .Select(cell => string.Concat(cell!["source"]!.AsArray().Select(line => (string)line!)))));

    private static bool Leads(string from, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal))
            return true; // elsewhere; nothing is fetched
        var (file, section) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var path = file.Length == 0 ? from : Path.GetFullPath(file, Path.GetDirectoryName(from)!);
        return (File.Exists(path) || Directory.Exists(path))
            && (section is null || Heading().Matches(File.ReadAllText(path)).Any(heading => Anchor(heading.Groups["words"].Value) == section));
    }

    // As GitHub makes them: lower case, without punctuation, blanks as hyphens.
    private static string Anchor(string heading) => Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+\s+(?<words>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
