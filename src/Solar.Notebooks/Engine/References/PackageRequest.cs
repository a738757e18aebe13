using System.Text.RegularExpressions;

namespace Solar.Notebooks.Engine.References;

/// <summary>A package that a cell asks for.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The version as NuGet writes it, <c>1.2.3</c>, <c>[1.2.3]</c>, <c>1.*</c>, <c>*-*</c>; none: the newest stable one.</param>
internal sealed partial record PackageRequest(string Id, string? Version)
{
    /// <summary>Reads what stands behind <c>nuget:</c>.</summary>
    /// <exception cref="CellFailedException">It is not <c>NAME</c> or <c>NAME, VERSION</c>.</exception>
    public static PackageRequest Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            throw new CellFailedException("BadDirective", $"'#r \"nuget:{text}\"' does not name a package. Write #r \"nuget: NAME\" or #r \"nuget: NAME, VERSION\".");
        return new(match.Groups["id"].Value, match.Groups["version"] is { Length: > 0 } version ? version.Value : null);
    }

    /// <summary>Whether a resolved version is one that this request means, as far as can be said without NuGet: open requests accept any.</summary>
    public bool Accepts(string resolved) =>
        Version is null || Version.Contains('*') || Version.Contains(',')
        || Version.Trim('[', ']').Equals(resolved, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*(?<id>[\w.\-]+)\s*(?:,\s*(?<version>[\w.\-+*]+|[\[(][^""<>&]*[\])])\s*)?$")]
    private static partial Regex Form();
}
