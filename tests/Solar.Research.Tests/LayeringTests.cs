using System.Text.RegularExpressions;

namespace Solar.Research.Tests;

/// <summary>Data flows one way: a folder of the library uses only the folders before it.</summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Order =
    [
        "Display", "Data", "Checkpoints", "Model", "DepthUpscaling", "Merging", "Tuning", "Evaluation", "Contamination", "Experiments", "Plots",
    ];

    [Fact]
    public void A_folder_of_the_library_uses_only_the_folders_before_it()
    {
        var files = SourceFiles("Solar.Research");
        Assert.True(files.Count > 40, $"Only {files.Count} source files were read.");

        var offences = files.SelectMany(Offences).ToArray();

        TestContext.Current.SendDiagnosticMessage($"layering: read {files.Count} files");
        Assert.True(offences.Length == 0, string.Join('\n', offences));
    }

    [Fact]
    public void A_file_lives_in_the_folder_that_its_namespace_names()
    {
        var misplaced = SourceFiles("Solar.Research")
            .Select(file => (File: Relative(file), Declared: NamespaceLine().Match(File.ReadAllText(file)).Groups[1].Value))
            .Where(x => x.Declared != "Solar.Research." + Path.GetDirectoryName(x.File)!.Replace(Path.DirectorySeparatorChar, '.'))
            .Select(x => $"{x.File} declares '{x.Declared}'")
            .ToArray();

        Assert.True(misplaced.Length == 0, string.Join('\n', misplaced));
    }

    [Fact]
    public void The_tensor_provider_knows_nothing_of_language_models()
    {
        var offences = SourceFiles("Solar.TorchSharp")
            .Where(file => File.ReadAllText(file).Contains("Solar.Research", StringComparison.Ordinal));
        Assert.Empty(offences);
    }

    private static IEnumerable<string> Offences(string file)
    {
        var home = Path.GetRelativePath(LibraryRoot, file).Split(Path.DirectorySeparatorChar)[0];
        var rank = Array.IndexOf(Order, home);
        if (rank < 0)
        {
            yield return $"{Relative(file)} is in '{home}', which is not one of the library's folders";
            yield break;
        }

        foreach (Match used in UsedFolder().Matches(File.ReadAllText(file)))
        {
            if (Array.IndexOf(Order, used.Groups[1].Value) > rank)
                yield return $"{Relative(file)} uses {used.Groups[1].Value}, which comes after {home}";
        }
    }

    private static string LibraryRoot => Path.Combine(Fixtures.Root, "src", "Solar.Research");

    private static string Relative(string file) => Path.GetRelativePath(LibraryRoot, file);

    private static List<string> SourceFiles(string project) =>
        [.. Directory.EnumerateFiles(Path.Combine(Fixtures.Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))];

    [GeneratedRegex(@"Solar\.Research\.(Display|Data|Checkpoints|Model|DepthUpscaling|Merging|Tuning|Evaluation|Contamination|Experiments|Plots)\b")]
    private static partial Regex UsedFolder();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
