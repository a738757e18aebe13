using System.Diagnostics;
using System.Runtime.InteropServices;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Tests.Engine.References;

/// <summary>Two projects, one of which references the other and has a native library in its output.</summary>
public sealed class ProjectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ProjectTests()
    {
        Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        Write("src/Main/Main.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../Base/Base.csproj" />
                <PackageReference Include="CsvHelper" Version="[34.0.0]" />
                <Compile Include="../Shared.cs" />
              </ItemGroup>
            </Project>
            """);
        Write("src/Main/Main.cs", "namespace Main; public static class Answer { public static int Value => Base.Number.Half * 2; public static string Reader => nameof(CsvHelper.CsvReader); }");
        Write("src/Shared.cs", "namespace Main; public static class Shared { public const string Text = \"shared\"; }");
        Write("src/Base/Base.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <None Include="libbeside.so" CopyToOutputDirectory="PreserveNewest" />
                <None Include="libbeside.so" Link="runtimes/unix/native/libdeep.so" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
        Write("src/Base/Number.cs", """
            namespace Base;

            public static class Number
            {
                public static int Half => 21;

                [System.Runtime.InteropServices.DllImport("beside", EntryPoint = "SystemNative_GetPid")]
                public static extern int Beside();

                [System.Runtime.InteropServices.DllImport("deep", EntryPoint = "SystemNative_GetPid")]
                public static extern int Deep();
            }
            """);
        Directory.CreateDirectory(_folder.PathOf("notebooks"));

        // A native library that every machine with .NET has.
        if (!OperatingSystem.IsWindows())
            File.Copy(Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.*").First(), _folder.PathOf("src/Base/libbeside.so"));
        else
            Write("src/Base/libbeside.so", "");
    }

    [Fact]
    public void A_project_is_built_referenced_and_not_built_again()
    {
        using (var page = Page())
        {
            Assert.Equal(["Referenced project Main"], page.Shown("#r \"proj:../src/Main\""));
            Assert.Equal("(42, CsvReader, shared)", page.Value("(Main.Answer.Value, Main.Answer.Reader, Main.Shared.Text)"));
            Assert.Equal("21", page.Value("Base.Number.Half"));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal($"{Environment.ProcessId}", page.Value("Base.Number.Beside()"));
                Assert.Equal($"{Environment.ProcessId}", page.Value("Base.Number.Deep()"));
            }
        }

        var project = _folder.PathOf("src/Main/Main.csproj");
        var build = new ProjectBuild(_folder.PathOf("cache"));
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Assert.NotNull(build.Stored(project));
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"an unchanged project: {best:F1} ms");
        Assert.True(best < 100, $"{best} ms");

        foreach (var change in Changes())
        {
            var undo = change();
            Assert.Null(build.Stored(project));
            undo();
            Assert.NotNull(build.Stored(project));
        }
    }

    [Fact]
    public void A_project_that_changed_under_a_session_asks_for_a_restart()
    {
        using (var page = Page())
        {
            page.Value("#r \"proj:../src/Main/Main.csproj\"\nMain.Answer.Value");
            Write("src/Base/Number.cs", File.ReadAllText(_folder.PathOf("src/Base/Number.cs")).Replace("21", "50", StringComparison.Ordinal));

            var error = page.Error("#r \"proj:../src/Main/Main.csproj\"");
            Assert.Equal("AssemblyConflict", error.Name);
            Assert.Contains("Base has changed since this session referenced it", error.Message, StringComparison.Ordinal);
            Assert.Contains("restart the kernel", error.Message, StringComparison.Ordinal);
            Assert.Equal("42", page.Value("Main.Answer.Value")); // what is loaded is not torn down by the new build
        }

        // Not even another session of the same process would get the new one.
        using var next = Page();
        Assert.Contains("Base has changed since this program loaded it", next.Error("#r \"proj:../src/Main\"").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_does_not_build_shows_the_compilers_lines()
    {
        Write("src/Base/Number.cs", "namespace Base;\npublic static class Number\n{\n    public static int Half => \"text\";\n    static int x = nothing;\n}\n");
        using var page = Page();
        var error = page.Error("#r \"proj:../src/Main\"");
        Assert.Equal("CS0029", error.Name);
        Assert.Contains("Number.cs(4,31): error CS0029: Cannot implicitly convert type 'string' to 'int'", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Traceback, line => line.Contains("Number.cs(5,", StringComparison.Ordinal));
        Assert.Equal("1", page.Value("1"));
    }

    [Fact]
    public void A_project_for_several_frameworks_is_built_for_the_running_one()
    {
        Write("src/Many/Many.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework></TargetFramework><TargetFrameworks>net10.0</TargetFrameworks></PropertyGroup></Project>");
        Write("src/Many/Many.cs", "public class Many { }");
        using var page = Page();
        Assert.Equal("Many", page.Value("#r \"proj:../src/Many\"\nnew Many().GetType().Name"));
    }

    [Fact]
    public void A_path_without_one_project_is_refused()
    {
        Write("src/Two/A.csproj", "");
        Write("src/Two/B.csproj", "");
        using var page = Page();
        Assert.Contains("There is no project and no folder", page.Error("#r \"proj:../gone\"").Message, StringComparison.Ordinal);
        Assert.Contains("There is no project in", page.Error("#r \"proj:../notebooks\"").Message, StringComparison.Ordinal);
        Assert.Contains("There are 2 projects in", page.Error("#r \"proj:../src/Two\"").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_file_is_referenced_with_what_it_needs_and_wrong_files_are_refused()
    {
        using (var build = Page())
            build.Value("#r \"proj:../src/Main\"\n1");
        using var page = Page();
        Assert.Equal("(42, CsvReader)", page.Value("#r \"../src/Main/bin/Release/net10.0/Main.dll\"\n(Main.Answer.Value, Main.Answer.Reader)"));
        Assert.Equal("1", page.Value("#r \"System.Net.Http\"\n1"));
        Assert.Contains("cell, line 2: there is no assembly", page.Error("\n#r \"gone.dll\"").Message, StringComparison.Ordinal);
        Assert.Equal("NotAnAssembly", page.Error("#r \"../src/Shared.cs\"").Name);
    }

    [Fact]
    public void A_library_that_the_program_itself_brings_along_changes_nothing_for_cells_before_it()
    {
        using var page = Page();
        page.Value("var x = 1;");
        page.Value($"#r \"{typeof(DuckDb.DuckDbConnection).Assembly.Location}\"\nx");

        // An extension method that the first cell's imports bring: there must not be two of it.
        Assert.Equal("2", page.Value("new List<int> { 1, x }.WithProgress(\"items\").Count()"));
        Assert.Equal("DuckDbConnection", page.Value("typeof(Solar.DuckDb.DuckDbConnection).Name"));
    }

    public void Dispose() => _folder.Dispose();

    // What must lead to a build, each with its undoing.
    private IEnumerable<Func<Action>> Changes()
    {
        foreach (var file in new[] { "src/Main/Main.cs", "src/Base/Number.cs", "src/Shared.cs", "src/Base/Base.csproj", "Directory.Build.props", "src/Main/bin/Release/net10.0/Base.dll" })
        {
            yield return () =>
            {
                var path = _folder.PathOf(file);
                var time = File.GetLastWriteTimeUtc(path);
                File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
                return () => File.SetLastWriteTimeUtc(path, time);
            };
        }

        foreach (var added in new[] { "src/Base/Deep/New.cs", "src/Directory.Packages.props" })
        {
            yield return () =>
            {
                Write(added, "");
                return () => File.Delete(_folder.PathOf(added));
            };
        }
    }

    private NotebookPage Page() => new(_folder.PathOf("notebooks"), _folder.PathOf("cache"));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(name))!);
        File.WriteAllText(_folder.PathOf(name), text);
    }
}
