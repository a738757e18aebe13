using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.References;

/// <summary>A C# cell's text with its directives taken out, and what they brought.</summary>
/// <param name="Code">As long as before: directive lines are blanked, so that lines and columns stay.</param>
/// <param name="References">What this cell brings for itself and all later cells.</param>
internal sealed record ResolvedCell(string Code, IReadOnlyList<MetadataReference> References);

/// <summary>Turns the <c>#r</c>, <c>#i</c> and <c>#load</c> lines of a C# cell into assemblies and text, before it is compiled.</summary>
internal sealed partial class CellReferences(SessionOptions options)
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resolves the directives of a cell; called on the cell's thread.</summary>
    /// <exception cref="CellFailedException">A directive names something that is not there.</exception>
    public ResolvedCell Resolve(SourceBlock block, CancellationToken cancellation)
    {
        if (!block.Code.Contains('#'))
            return new(block.Code, []);
        var references = new List<MetadataReference>();
        var code = Directive().Replace(block.Code, line =>
        {
            var path = Path.GetFullPath(line.Groups["what"].Value, options.WorkingDirectory);
            if (!File.Exists(path))
                throw new CellFailedException("CS0006", $"{block.CellName}: there is no assembly {path}.");
            _paths[Path.GetFileNameWithoutExtension(path)] = path;
            references.Add(MetadataReference.CreateFromFile(path));
            return new string(' ', line.Length);
        });
        return new(code, references);
    }

    /// <summary>The assembly that a cell, or a library that a cell referenced, asks the runtime for; none: the host's own.</summary>
    public Assembly? Load(AssemblyName name, System.Runtime.Loader.AssemblyLoadContext context) =>
        name.Name is { } simple && _paths.TryGetValue(simple, out var path) ? context.LoadFromAssemblyPath(path) : null;

    [GeneratedRegex("""^[ \t]*#r[ \t]+"(?<what>[^"]+)"[ \t]*$""", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
