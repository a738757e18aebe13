using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Claims;

namespace Solar.Research.Cli;

/// <summary>Runs the notebooks in a process of the notebook program; this program has nothing of it in it.</summary>
internal static class Notebooks
{
    /// <summary>What <c>--only</c> calls them.</summary>
    public const string Name = "notebooks";

    private const string Program = "src/Solar.Notebooks/bin/Release/net10.0/Solar.Notebooks.dll";

    /// <summary>Runs them all at a scale: those of the published scale where they are, copies of the others into the results.</summary>
    /// <returns>Where the outputs are.</returns>
    /// <exception cref="InvalidOperationException">A cell failed; what was printed names it.</exception>
    public static async Task<string> Run(ExperimentFolders folders, string scale, CancellationToken cancellation)
    {
        var program = Path.Combine(folders.Root, Program);
        if (!File.Exists(program))
            throw new FileNotFoundException($"{program} is not there: './solar reproduce' builds it, or 'dotnet build -c Release src/Solar.Notebooks' does.");
        var notebooks = ClaimNotebooks.All(folders.Root).Select(path => $"{ClaimNotebooks.Folder}/{Path.GetFileName(path)}").ToList();
        if (notebooks.Count == 0)
            throw new InvalidOperationException($"There is no notebook in '{Path.Combine(folders.Root, ClaimNotebooks.Folder)}'.");

        var published = scale == ExperimentFolders.PublishedScale;
        var target = published ? ClaimNotebooks.Folder : $"{ExperimentFolders.ResultsOf(scale)}/{Name}";
        string[] how = published ? ["--in-place"] : ["--parameter", $"scale={scale}", "--output", target + "/"];
        var start = new ProcessStartInfo("dotnet", [program, "notebook", "run", .. notebooks, .. how]) { WorkingDirectory = folders.Root };
        (start.Environment["SOLAR_ROOT"], start.Environment["SOLAR_CACHE"]) = (folders.Root, folders.Cache);
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? target
            : throw new InvalidOperationException($"the notebooks did not run to their end at {scale} scale; the failed cell is shown above");
    }
}
