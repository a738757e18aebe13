using Solar.Research.Data.Prose;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Experiments;

/// <summary>Where experiments read and write.</summary>
/// <param name="Root">The checkout: <c>data</c> and <c>README.md</c> are in it, and <c>results</c> come into it.</param>
/// <param name="Cache">What can be made again: fetched texts and finished stages.</param>
public sealed record ExperimentFolders(string Root, string Cache)
{
    /// <summary>The scale whose results are the repository's own; those of other scales have a folder of their own in <c>results</c>.</summary>
    public const string PublishedScale = "classroom";

    /// <summary>The fetched texts.</summary>
    public ProseFolder Prose => new(Path.Combine(Cache, "prose"));

    /// <summary>The finished stages.</summary>
    public StageCache Stages => new(Path.Combine(Cache, "stages"));

    /// <summary>The paper's numbers and the configurations of its models.</summary>
    public string Data(params string[] names) => Path.Combine([Root, "data", .. names]);

    /// <summary>The results of a scale, relative to the checkout: <c>results</c> for the published one, <c>results/SCALE</c> for others.</summary>
    public static string ResultsOf(string scale) => scale == PublishedScale ? "results" : $"results/{scale}";

    /// <summary>The checkout: <c>SOLAR_ROOT</c>, which the launcher sets; else the folder, at or above the current one, that holds the solution; else the one above the program.</summary>
    /// <remarks>In a notebook the current folder is the notebook's, and the program is the kernel. The cache is <c>SOLAR_CACHE</c>, else <c>.cache</c> in the checkout.</remarks>
    /// <exception cref="DirectoryNotFoundException">There is no checkout in any of these places.</exception>
    public static ExperimentFolders Find() => Find(Environment.GetEnvironmentVariable, Environment.CurrentDirectory, AppContext.BaseDirectory);

    internal static ExperimentFolders Find(Func<string, string?> variable, string current, string program)
    {
        var root = variable("SOLAR_ROOT") is { Length: > 0 } told
            ? told
            : Above(current) ?? Above(program) ?? throw new DirectoryNotFoundException(
                $"Neither '{current}' nor '{program}' lies in a checkout (no Solar.Research.sln above them): start the program with ./solar, or set SOLAR_ROOT to the checkout.");
        return new(root, variable("SOLAR_CACHE") is { Length: > 0 } chosen ? chosen : Path.Combine(root, ".cache"));
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Solar.Research.sln")))
                return folder.FullName;
        }

        return null;
    }
}
