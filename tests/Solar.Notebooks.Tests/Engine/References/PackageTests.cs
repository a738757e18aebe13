namespace Solar.Notebooks.Tests.Engine.References;

public sealed class PackageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Cache => _folder.PathOf("cache");

    [Fact]
    public void A_package_with_a_native_library_works()
    {
        using var page = Page();
        Assert.Equal(
            ["Installed package SQLitePCLRaw.bundle_e_sqlite3 version 3.0.3"],
            page.Shown("#r \"nuget: SQLitePCLRaw.bundle_e_sqlite3, 3.0.3\""));
        Assert.StartsWith("3.", page.Value("SQLitePCL.Batteries_V2.Init(); SQLitePCL.raw.sqlite3_libversion().utf8_to_string()"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_is_usable_in_the_cell_that_names_it_and_in_later_ones()
    {
        using var page = Page();
        Assert.Equal("CsvHelper", page.Value("#r \"nuget: CsvHelper, 34.0.0\"\ntypeof(CsvHelper.CsvReader).Namespace"));
        Assert.Equal("CsvReader", page.Value("using CsvHelper;\nnameof(CsvReader)"));
    }

    public void Dispose() => _folder.Dispose();

    private NotebookPage Page() => new(_folder.FullName, Cache);
}
