namespace Solar.Research.Tests.Checkpoints;

/// <summary>A folder of its own for each test, gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("solar-test-");

    public string this[string name] => Path.Combine(folder.FullName, name);

    public string Root => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
