using System.Diagnostics;

namespace Solar.Research.Benchmarks;

/// <summary>Times work on files, the disk's part in it whole.</summary>
internal static class DiskClock
{
    /// <summary>Reads from the disk, not from memory; what was written is on the disk when the clock stops, and gone before it starts again.</summary>
    /// <param name="sources">Folders that the work reads.</param>
    /// <param name="output">The folder that it writes.</param>
    /// <param name="work">The work.</param>
    public static double Seconds(IReadOnlyList<string> sources, string output, Action work)
    {
        Command("sync", "-f", sources[0]);
        foreach (var file in sources.SelectMany(Directory.EnumerateFiles))
            Command("dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"); // coreutils: drops its cached pages
        try
        {
            var clock = Stopwatch.StartNew();
            work();
            Command("sync", "-f", sources[0]);
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Remove(output);
        }
    }

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>Removes a folder and what an unfinished write of it left.</summary>
    public static void Remove(string folder)
    {
        foreach (var left in new[] { folder, folder + ".partial" }.Where(Directory.Exists))
            Directory.Delete(left, recursive: true);
    }

    /// <summary>Runs a program, which must succeed.</summary>
    public static void Command(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
