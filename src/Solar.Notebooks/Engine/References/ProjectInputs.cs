using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Solar.Notebooks.Engine.References;

/// <summary>The files that decide what a build of a project makes.</summary>
/// <remarks>
/// They are every file in the folders of the project and of all projects it references, except in <c>bin</c>, <c>obj</c>,
/// <c>node_modules</c> and folders that begin with a dot, and except notebooks; the <see cref="Shared"/> files in those folders
/// and above them; and the files elsewhere that a project names literally. Nothing has changed if the list of these
/// files, their lengths and their times are the same. Changes of environment variables and of files that a project names
/// through a property go unseen.
/// </remarks>
/// <param name="Projects">Full paths of the project files.</param>
/// <param name="Elsewhere">Full paths of files outside their folders.</param>
internal sealed record ProjectInputs(IReadOnlyList<string> Projects, IReadOnlyList<string> Elsewhere)
{
    private static readonly string[] Shared =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.config", "NuGet.Config", ".editorconfig"];

    /// <summary>Finds them.</summary>
    /// <param name="project">The project that is built.</param>
    /// <param name="assets">What its restore wrote; it names all referenced projects.</param>
    public static ProjectInputs Of(string project, string assets)
    {
        var folder = Path.GetDirectoryName(project)!;
        var libraries = File.Exists(assets) ? JsonNode.Parse(File.ReadAllText(assets))!["libraries"]!.AsObject() : [];
        string[] projects =
        [
            project,
            .. libraries
                .Where(library => (string?)library.Value!["type"] == "project")
                .Select(library => Path.GetFullPath((string)library.Value!["msbuildProject"]!, folder)),
        ];
        return new(projects, [.. projects.SelectMany(NamedElsewhere).Distinct()]);
    }

    /// <summary>One line that changes when an input does.</summary>
    public string Fingerprint()
    {
        var state = new StringBuilder();
        foreach (var file in Files().Distinct().Order(StringComparer.Ordinal))
        {
            var about = new FileInfo(file);
            if (about.Exists)
                state.Append(CultureInfo.InvariantCulture, $"{file}|{about.Length}|{about.LastWriteTimeUtc.Ticks}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())));
    }

    /// <summary>When an input was last written.</summary>
    public DateTime Newest() => Files().Where(File.Exists).Max(File.GetLastWriteTimeUtc);

    private IEnumerable<string> Files()
    {
        foreach (var folder in Projects.Select(project => Path.GetDirectoryName(project)!).Distinct())
        {
            foreach (var file in Below(new DirectoryInfo(folder)))
                yield return file;
            for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
            {
                foreach (var name in Shared)
                    yield return Path.Combine(above, name);
            }
        }

        foreach (var file in Elsewhere)
            yield return file;
    }

    private static IEnumerable<string> Below(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.'))
                continue;
            if (entry is DirectoryInfo inner)
            {
                if (inner.Name is "bin" or "obj" or "node_modules" || inner.LinkTarget is not null)
                    continue;
                foreach (var file in Below(inner))
                    yield return file;
            }
            else if (entry.Extension is not (".ipynb" or ".dib"))
            {
                yield return entry.FullName;
            }
        }
    }

    private static IEnumerable<string> NamedElsewhere(string project) =>
        XDocument.Load(project).Descendants()
            .SelectMany(element => element.Attributes())
            .Where(attribute => attribute.Name.LocalName is "Include" or "Project" && attribute.Value.StartsWith("..", StringComparison.Ordinal))
            .SelectMany(attribute => attribute.Value.Split(';'))
            .Where(path => path.IndexOfAny(['$', '@', '*', '%', '<', '>', '|', '"']) < 0)
            .Select(path => Path.GetFullPath(path.Trim().Replace('\\', '/'), Path.GetDirectoryName(project)!))
            .Where(path => File.Exists(path) && !path.EndsWith("proj", StringComparison.Ordinal));
}
