using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;

namespace Solar.Notebooks.Engine.References;

/// <summary>Builds projects in Release for <c>#r "proj:…"</c>; one whose <see cref="ProjectInputs"/> did not change since its last good build is not built.</summary>
internal sealed partial class ProjectBuild(string cacheDirectory)
{
    private const int ShownErrors = 40;

    /// <summary>The project file that a path means: itself, or the only one in a folder.</summary>
    /// <exception cref="CellFailedException">There is none, or more than one.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
            return path;
        if (!Directory.Exists(path))
            throw new CellFailedException("ProjectNotFound", $"There is no project and no folder {path}. Paths begin at the notebook's folder.");

        return Directory.GetFiles(path, "*.*proj") switch
        {
            [var only] => only,
            [] => throw new CellFailedException("ProjectNotFound", $"There is no project in {path}. Name a folder that has one, or the project file itself."),
            var several => throw new CellFailedException("ProjectNotFound", $"There are {several.Length} projects in {path}: {string.Join(", ", several.Select(Path.GetFileName))}. Name the one that is meant."),
        };
    }

    /// <summary>The output of an earlier build that still holds.</summary>
    public BuiltOutput? Stored(string project)
    {
        var path = StampPath(project);
        if (!File.Exists(path))
            return null;

        var stamp = JsonSerializer.Deserialize<Stamp>(File.ReadAllText(path))!;
        return stamp.Inputs.Projects.All(File.Exists) && stamp.Fingerprint == stamp.Inputs.Fingerprint() && stamp.Outputs == State(stamp.Output) ? stamp.Output : null;
    }

    /// <summary>Builds a project.</summary>
    /// <exception cref="CellFailedException">It does not build; the lines are the compiler's.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public BuiltOutput Build(string project, CancellationToken cancellation)
    {
        var started = DateTime.UtcNow;
        var made = Run(project, framework: null, cancellation);
        if ((string?)made["Properties"]!["TargetPath"] is not { Length: > 0 })
            made = Run(project, Framework(project, (string?)made["Properties"]!["TargetFrameworks"] ?? ""), cancellation);
        var properties = made["Properties"]!;

        var assets = (string)properties["ProjectAssetsFile"]!;
        var folders = File.Exists(assets) ? ProjectAssets.PackageFolders(JsonNode.Parse(File.ReadAllText(assets))!) : [];
        var output = BuiltOutput.Read(Path.GetFullPath((string)properties["TargetPath"]!), folders) with
        {
            Frameworks = [.. made["Items"]!["FrameworkReference"]!.AsArray().Select(framework => (string)framework!["Identity"]!).Where(name => name != "Microsoft.NETCore.App")],
        };
        var inputs = ProjectInputs.Of(project, assets);
        if (inputs.Newest() < started) // an input that changed during the build may be in the output or not
            Write(StampPath(project), new(inputs, inputs.Fingerprint(), output, State(output)));
        return output;
    }

    private static JsonNode Run(string project, string? framework, CancellationToken cancellation)
    {
        List<string> arguments =
        [
            "build", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-nodeReuse:false",
            "-target:Build", "-getProperty:TargetPath", "-getProperty:ProjectAssetsFile", "-getProperty:TargetFrameworks", "-getItem:FrameworkReference",
        ];
        if (framework is not null)
            arguments.Add($"-property:TargetFramework={framework}");
        var said = DotnetCommand.Run(arguments, Path.GetDirectoryName(project)!, cancellation);
        if (said.ExitCode != 0)
            throw Failure(project, said);
        return JsonNode.Parse(said.Output[said.Output.IndexOf('{')..])!;
    }

    // Of several frameworks, the newest that the running one can load.
    private static string Framework(string project, string all) =>
        all.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (Name: name, Match: Modern().Match(name)))
            .Where(framework => framework.Match.Success ? int.Parse(framework.Match.Groups["major"].ValueSpan, provider: null) <= Environment.Version.Major : framework.Name.StartsWith("netstandard", StringComparison.Ordinal))
            .OrderByDescending(framework => framework.Match.Success ? int.Parse(framework.Match.Groups["major"].ValueSpan, provider: null) : 0)
            .ThenByDescending(framework => framework.Name, StringComparer.Ordinal)
            .Select(framework => framework.Name)
            .FirstOrDefault()
        ?? throw new CellFailedException("ProjectNotUsable", $"{project} builds for {(all.Length > 0 ? all : "no framework")}, and none of that runs on {DotnetInstallation.TargetFramework}.");

    private static CellFailedException Failure(string project, CommandOutput said)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var errors = said.Lines
            .Select(line => Error().Match(line))
            .Where(match => match.Success)
            .OrderBy(match => match.Groups["file"].Value, StringComparer.Ordinal)
            .ThenBy(match => int.TryParse(match.Groups["row"].ValueSpan, out var row) ? row : 0)
            .Select(match => (Code: match.Groups["code"].Value, Line: match.Groups["line"].Value))
            .Distinct()
            .ToList();
        if (errors.Count == 0)
            return new("BuildFailed", $"{name} does not build; dotnet build ended with {said.ExitCode}.", [.. said.Lines.TakeLast(ShownErrors)]);

        List<string> lines = [$"{name} does not build:", .. errors.Take(ShownErrors).Select(error => error.Line)];
        if (errors.Count > ShownErrors)
            lines.Add($"and {errors.Count - ShownErrors} more errors");
        return new(errors[0].Code, $"{name} does not build: {errors[0].Line}", lines);
    }

    private string StampPath(string project) =>
        Path.Combine(cacheDirectory, "projects", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..24] + ".json");

    // The files the build made, as they are now; empty when one is gone.
    private static string State(BuiltOutput output)
    {
        var state = new StringBuilder();
        foreach (var file in output.Own.Concat(output.Dependencies).Concat(output.NativeFiles).Select(path => new FileInfo(path)))
        {
            if (!file.Exists)
                return "";
            state.Append(file.Length).Append('|').Append(file.LastWriteTimeUtc.Ticks).Append(' ');
        }

        return state.ToString();
    }

    private static void Write(string path, Stamp stamp)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(stamp));
        File.Move(unfinished, path, overwrite: true);
    }

    // "src/A.cs(1,26): error CS0029: Cannot … [/…/A.csproj]" without the project
    [GeneratedRegex(@"^(?<line>(?<file>.*?)(?:\((?<row>\d+),[\d,]+\))?\s*:\s*error\s*(?<code>[A-Z]+\d+)\s*:.*?)(?:\s\[[^\[\]]*\])?$")]
    private static partial Regex Error();

    [GeneratedRegex(@"^net(?<major>\d+)\.\d+$")]
    private static partial Regex Modern();

    private sealed record Stamp(ProjectInputs Inputs, string Fingerprint, BuiltOutput Output, string Outputs);
}
