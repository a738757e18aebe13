using Solar.Research.Experiments;

namespace Solar.Research.Tests.Experiments;

public sealed class ExperimentFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-folders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_notebook_finds_the_checkout_that_it_lies_in_and_not_the_kernels()
    {
        var (mine, kernels) = (Checkout("mine"), Checkout("kernels"));
        var found = Find(None, Path.Combine(mine, "notebooks"), Path.Combine(kernels, "bin"));
        Assert.Equal(new(mine, Path.Combine(mine, ".cache")), found);
    }

    [Fact]
    public void A_notebook_elsewhere_uses_the_programs_checkout()
    {
        var kernels = Checkout("kernels");
        Assert.Equal(kernels, Find(None, _folder, Path.Combine(kernels, "bin")).Root);
    }

    [Fact]
    public void What_the_environment_says_comes_first()
    {
        var mine = Checkout("mine");
        var found = Find(name => name == "SOLAR_ROOT" ? "/told" : "/chosen", mine, mine);
        Assert.Equal(new("/told", "/chosen"), found);
    }

    [Fact]
    public void Without_a_checkout_the_places_looked_at_are_named()
    {
        var message = Assert.Throws<DirectoryNotFoundException>(() => Find(None, Path.Combine(_folder, "a"), Path.Combine(_folder, "b"))).Message;
        Assert.Contains(Path.Combine(_folder, "a"), message);
        Assert.Contains(Path.Combine(_folder, "b"), message);
    }

    private static ExperimentFolders Find(Func<string, string?> variable, string current, string program) => ExperimentFolders.Find(variable, current, program);

    private static string? None(string name) => null;

    private string Checkout(string name)
    {
        var root = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        Directory.CreateDirectory(Path.Combine(root, "notebooks"));
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.WriteAllText(Path.Combine(root, "Solar.Research.sln"), "");
        return root;
    }
}
