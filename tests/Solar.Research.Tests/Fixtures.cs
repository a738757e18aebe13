namespace Solar.Research.Tests;

/// <summary>Where the tests find files: in this repository, and in an optional folder of large fixtures beside it.</summary>
internal static class Fixtures
{
    /// <summary>The root of the checkout: the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// A file of the optional fixture folder (<c>SOLAR_FIXTURES</c>, else <c>../shared/data</c> beside the checkout).
    /// The test is skipped, with the path in the reason, when it is not there.
    /// </summary>
    public static string Optional(string relative)
    {
        var folder = Environment.GetEnvironmentVariable("SOLAR_FIXTURES") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(folder, relative));
        Assert.SkipUnless(File.Exists(path), $"SKIPPED: the optional fixture '{relative}' is not in '{Path.GetFullPath(folder)}'.");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Solar.Research.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Solar.Research.sln above {AppContext.BaseDirectory}.");
    }
}
