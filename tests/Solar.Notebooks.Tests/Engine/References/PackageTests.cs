using System.Diagnostics;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine.References;

/// <summary>Packages from the feed that this machine uses; the first run of a machine needs it, later ones only NuGet's own cache.</summary>
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

    [Fact]
    public void A_package_stays_although_the_cell_that_brought_it_did_not_compile()
    {
        using var page = Page();
        Assert.Equal("CS0103", page.Error("#r \"nuget: CsvHelper, 34.0.0\"\nnothing").Name);
        Assert.Equal("CsvReader", page.Value("nameof(CsvHelper.CsvReader)"));
    }

    [Fact]
    public void Several_packages_of_one_cell_are_restored_together()
    {
        using var page = Page();
        Assert.Equal(
            ["Installed package CsvHelper version 34.0.0\nInstalled package Markdig version 1.6.0"],
            page.Shown("#r \"nuget: CsvHelper, 34.0.0\"\n#r \"nuget:Markdig,[1.6.0]\"\nvar x = 1;"));
        Assert.Single(Directory.GetFiles(Path.Combine(Cache, "packages")));
    }

    [Fact]
    public void A_package_without_a_version_comes_in_its_newest_and_stays_at_it()
    {
        using var page = Page();
        var shown = Assert.Single(page.Shown("#r \"nuget: CsvHelper\""));
        Assert.Matches(@"^Installed package CsvHelper version \d+\.\d+\.\d+$", shown);
        Assert.Equal([shown], page.Shown("#r \"nuget: CsvHelper\""));
        Assert.Equal([shown], page.Shown($"#r \"nuget: csvhelper, {shown.Split(' ')[^1]}\""));
    }

    [Fact]
    public void A_set_that_was_restored_before_needs_no_feed()
    {
        using (var first = Page())
            first.Value("#r \"nuget: CsvHelper, 34.0.0\"\n1");

        WithoutFeeds();
        using var page = Page();
        var started = Stopwatch.GetTimestamp();
        Assert.Equal("CsvReader", page.Value("#r \"nuget: CsvHelper, 34.0.0\"\nnameof(CsvHelper.CsvReader)"));
        TestContext.Current.TestOutputHelper!.WriteLine($"a cell with a package of a filled cache: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
    }

    [Fact]
    public void The_notebooks_own_nuget_config_decides_where_packages_come_from()
    {
        WithoutFeeds();
        using var page = Page();
        var error = page.Error("#r \"nuget: Some.Package.That.Is.Nowhere, 1.0.0\"");
        Assert.Contains("empty", error.Message, StringComparison.Ordinal); // the feed's name in that file
    }

    [Fact]
    public void A_failing_restore_shows_its_own_message_and_no_generated_file()
    {
        WithoutFeeds();
        using var page = Page();
        var error = page.Error("#r \"nuget: Some.Package.That.Is.Nowhere, 1.0.0\"");
        Assert.Equal("NU1101", error.Name);
        Assert.StartsWith("The packages could not be restored. NU1101: Unable to find package Some.Package.That.Is.Nowhere.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("notebook.csproj", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Equal("1", page.Value("1"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Cache, "packages")));
    }

    [Fact]
    public void Another_version_of_a_loaded_package_asks_for_a_restart()
    {
        using var page = Page();
        page.Value("#r \"nuget: CsvHelper, 34.0.0\"\n1");
        var error = page.Error("#r \"nuget: CsvHelper, 33.0.0\"");
        Assert.Equal("PackageConflict", error.Name);
        Assert.Contains("CsvHelper version 34.0.0 is in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("restart the kernel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_can_be_a_feed()
    {
        Directory.CreateDirectory(_folder.PathOf("feed"));
        PackedPackage.Write(_folder.PathOf("feed"), "Local.Only", "1.2.3-beta");
        WithoutFeeds();
        using var page = Page();
        Assert.Equal(["Installed package Local.Only version 1.2.3-beta"], page.Shown("#i \"nuget: feed\"\n#r \"nuget: Local.Only, *-*\""));
        Assert.Contains("There is no folder", page.Error("#i \"nuget: gone\"").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_can_be_interrupted()
    {
        using var page = Page();
        var session = page.Session;
        var front = new RecordingFrontEnd
        {
            Happened = happened =>
            {
                if (happened is DisplayData)
                    session.Interrupt();
            },
        };
        Assert.Equal(CellStatus.Interrupted, session.Run(new("#r \"nuget: Some.Package.That.Is.Nowhere\""), front).Status);
        Assert.Equal("1", page.Value("1"));
    }

    [Theory]
    [InlineData("#r \"nuget: \"")]
    [InlineData("#r \"nuget: A B\"")]
    [InlineData("#r \"nuget: A, <1>\"")]
    [InlineData("#r nuget: A")]
    public void A_directive_that_makes_no_sense_is_refused(string code)
    {
        using var page = Page();
        Assert.Equal("BadDirective", page.Error(code).Name);
    }

    public void Dispose() => _folder.Dispose();

    private void WithoutFeeds()
    {
        Directory.CreateDirectory(_folder.PathOf("nothing"));
        File.WriteAllText(_folder.PathOf("nuget.config"), """
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="unpacked" />
              </config>
              <packageSources>
                <clear />
                <add key="empty" value="nothing" />
              </packageSources>
            </configuration>
            """);
    }

    private NotebookPage Page() => new(_folder.FullName, Cache);
}
