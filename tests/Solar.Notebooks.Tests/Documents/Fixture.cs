using System.Text;

namespace Solar.Notebooks.Tests.Documents;

/// <summary>The notebooks of other programs.</summary>
internal static class Fixture
{
    public static TheoryData<string> Notebooks { get; } = [.. Directory.GetFiles(Folder, "*.ipynb").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Documents", "Fixtures");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static string Text(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(PathOf(name)));
}
