using System.Security.Cryptography;

namespace Solar.Research.Data.Prose;

/// <summary>The folder of the cache that holds fetched texts, and the door at which every file is checked.</summary>
/// <param name="Path">The folder; the launcher fills <c>.cache/prose</c>.</param>
public sealed record ProseFolder(string Path)
{
    /// <summary>The bytes of a source's file, after its hash has been checked.</summary>
    /// <exception cref="FileNotFoundException">It is neither in the cache nor installed; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">Its content is not the one this project was written for.</exception>
    public byte[] Read(ProseSource source, ProseFile file)
    {
        var found = Find(source, file)
            ?? throw new FileNotFoundException($"'{file.Name}' of {source.Title} is not there (looked in {LookedIn(source)}). Get it with:  {source.Remedy}");
        var bytes = File.ReadAllBytes(found);
        Check(source, file, found, bytes);
        return bytes;
    }

    /// <summary>Where the file is, or null when it is nowhere.</summary>
    public string? Find(ProseSource source, ProseFile file)
    {
        var cached = System.IO.Path.Combine(Path, file.Name);
        if (File.Exists(cached))
            return cached;
        var installed = source.InstalledIn is { } folder ? System.IO.Path.Combine(folder, file.Name) : null;
        return File.Exists(installed) ? installed : null;
    }

    /// <summary>Refuses bytes other than the expected ones.</summary>
    /// <exception cref="InvalidDataException">The hashes differ; the message has both, and what mends it.</exception>
    public static void Check(ProseSource source, ProseFile file, string where, ReadOnlySpan<byte> bytes)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != file.Sha256)
        {
            throw new InvalidDataException(
                $"'{where}' is not the {source.Title} of {source.Package}: sha256 expected {file.Sha256}, found {found} ({bytes.Length:N0} bytes). "
                + $"Remove it and get that version with:  {source.Remedy}");
        }
    }

    private string LookedIn(ProseSource source) =>
        source.InstalledIn is { } installed ? $"'{Path}' and '{installed}'" : $"'{Path}'";
}
