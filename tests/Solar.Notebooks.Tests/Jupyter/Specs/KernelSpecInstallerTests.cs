using System.Text.Json.Nodes;
using Solar.Notebooks.Jupyter.Specs;

namespace Solar.Notebooks.Tests.Jupyter.Specs;

public sealed class KernelSpecInstallerTests : IDisposable
{
    private static readonly KernelSpec Spec = new(["/opt/notebooks/Solar.Notebooks"], new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" });

    private readonly TempFolder _folder = new();

    private string Kernels => _folder.PathOf("kernels");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("linux", "HOME=/home/ada", "/home/ada/.local/share/jupyter/kernels")]
    [InlineData("linux", "HOME=/home/ada;XDG_DATA_HOME=/data", "/data/jupyter/kernels")]
    [InlineData("linux", "HOME=/home/ada;JUPYTER_DATA_DIR=/j", "/j/kernels")]
    [InlineData("macos", "HOME=/Users/ada", "/Users/ada/Library/Jupyter/kernels")]
    [InlineData("windows", "APPDATA=/ada/AppData", "/ada/AppData/jupyter/kernels")]
    public void The_users_folder_is_where_jupyter_looks(string platform, string environment, string folder)
    {
        var variables = environment.Split(';').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(folder, JupyterFolders.UserKernels(platform, name => variables.GetValueOrDefault(name)).Replace('\\', '/'));
    }

    [Fact]
    public void An_unknown_home_is_said() =>
        Assert.Contains("APPDATA", Assert.Throws<ArgumentException>(() => JupyterFolders.UserKernels("windows", _ => null)).Message);

    [Fact]
    public void The_installed_file_is_what_the_front_ends_want()
    {
        var folder = KernelSpecInstaller.Install(Kernels, "solar-csharp", Spec);
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        var wanted = """
            {"argv":["/opt/notebooks/Solar.Notebooks","kernel","run","{connection_file}"],"display_name":"C# (Solar)","language":"C#",
             "interrupt_mode":"message","metadata":{"debugger":false},"env":{"A":"1","B":"2"}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted), spec), spec.ToJsonString());
        Assert.Equal(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["kernels"], Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName));
    }

    [Fact]
    public void A_second_installation_replaces_the_first_and_removal_removes_it()
    {
        KernelSpecInstaller.Install(Kernels, "solar-csharp", Spec);
        var folder = KernelSpecInstaller.Install(Kernels, "solar-csharp", Spec with { Program = ["/new"] });
        Assert.Contains("/new", File.ReadAllText(Path.Combine(folder, "kernel.json")));
        Assert.Equal(folder, KernelSpecInstaller.Uninstall(Kernels, "solar-csharp"));
        Assert.Null(KernelSpecInstaller.Uninstall(Kernels, "solar-csharp"));
        Assert.Empty(Directory.GetFileSystemEntries(Kernels));
    }

    [Fact]
    public void Another_programs_kernel_is_left_alone()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Kernels, "python3")).FullName;
        File.WriteAllText(Path.Combine(folder, "kernel.json"), """{"argv":["python3","-m","ipykernel_launcher","-f","{connection_file}"]}""");
        Assert.Contains("another program", Assert.Throws<ArgumentException>(() => KernelSpecInstaller.Install(Kernels, "python3", Spec)).Message);
        Assert.Throws<ArgumentException>(() => KernelSpecInstaller.Uninstall(Kernels, "python3"));
        Assert.True(File.Exists(Path.Combine(folder, "kernel.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("C#")]
    public void A_name_that_is_none_is_refused(string name) => Assert.Throws<ArgumentException>(() => KernelSpecInstaller.Install(Kernels, name, Spec));
}
