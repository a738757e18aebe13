using System.IO.Compression;

namespace Solar.Notebooks.Tests.Engine.References;

/// <summary>Writes a package without any code.</summary>
internal static class PackedPackage
{
    public static void Write(string folder, string id, string version)
    {
        using var archive = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open()))
        {
            writer.Write($"""
                <?xml version="1.0" encoding="utf-8"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata><id>{id}</id><version>{version}</version><authors>tests</authors><description>Nothing.</description></metadata>
                </package>
                """);
        }

        archive.CreateEntry("lib/netstandard2.0/_._").Open().Dispose();
    }
}
