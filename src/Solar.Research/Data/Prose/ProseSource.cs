namespace Solar.Research.Data.Prose;

/// <summary>A file that a source is read from, and the only content it may have.</summary>
/// <param name="Name">Its name in the prose folder of the cache, or at its installed place.</param>
/// <param name="Sha256">The hash of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record ProseFile(string Name, string Sha256);

/// <summary>A published collection of English texts: where it comes from, under which licence, and how to get it.</summary>
public sealed record ProseSource
{
    /// <summary>Its short name, which its documents carry.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in words.</summary>
    public required string Title { get; init; }

    /// <summary>The package that brings it, with its version.</summary>
    public required string Package { get; init; }

    /// <summary>The licence of the text.</summary>
    public required string Licence { get; init; }

    /// <summary>The files it is read from.</summary>
    public required IReadOnlyList<ProseFile> Files { get; init; }

    /// <summary>Where an installed file is looked for when the cache has none; null: only in the cache.</summary>
    public string? InstalledIn { get; init; }

    /// <summary>The command that gets it.</summary>
    public required string Remedy { get; init; }
}
