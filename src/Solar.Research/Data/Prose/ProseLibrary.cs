using System.Text;

namespace Solar.Research.Data.Prose;

/// <summary>The documents of the prose sources, read from checked files.</summary>
/// <param name="folder">Where the fetched texts are.</param>
public sealed class ProseLibrary(ProseFolder folder)
{
    /// <summary>The documents of one source, in its own order.</summary>
    /// <exception cref="FileNotFoundException">A file is missing; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">A file is not the expected one.</exception>
    public IReadOnlyList<ProseDocument> Read(ProseSource source)
    {
        if (source == ProseSources.KingJamesBible)
            return KingJamesBible.Read(KingJamesBible.Print(folder));
        if (source == ProseSources.WordNet)
            return [.. source.Files.SelectMany(file => WordNetGlosses.Read(Encoding.ASCII.GetString(folder.Read(source, file)).Split('\n'), file.Name))];

        using var tarball = new MemoryStream(folder.Read(source, source.Files[0]));
        if (source == ProseSources.StateOfTheUnion)
            return StateOfTheUnion.Read(tarball);
        if (source == ProseSources.MobyDick)
            return MobyDick.Read(tarball);
        throw new ArgumentException($"There is no reader for the prose source '{source.Name}'.", nameof(source));
    }

    /// <summary>The documents of all sources, one source after the other.</summary>
    public IReadOnlyList<ProseDocument> ReadAll() => [.. ProseSources.All.SelectMany(Read)];
}
