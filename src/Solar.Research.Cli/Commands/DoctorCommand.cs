using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Solar.Research.Data.Prose;
using Solar.Research.Experiments;
using static TorchSharp.torch;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar doctor</c>: what is present, what is missing and what mends it. The launcher has told of what a build needs.</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var command = new Command("doctor", "Say what is here, what is missing, and the command that mends it.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var folders = ExperimentFolders.Find();
        Console.WriteLine("Tensors");
        Tensors();
        Console.WriteLine("Real prose");
        var whole = ProseSources.All.Select(source => Prose(folders.Prose, source)).ToList().TrueForAll(found => found);
        Console.WriteLine("Notebooks");
        NotebookChecks.Run(Ok, Warn);
        Console.WriteLine("Disk");
        var free = new DriveInfo(folders.Root).AvailableFreeSpace;
        Ok(string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:F0} GB free here; up-scaling a 7B checkpoint writes 21.5 GB"));
        return whole ? 0 : 1;
    }

    private static void Tensors()
    {
#if TORCH_SYSTEM
        Ok($"libtorch {Solar.TorchSharp.NativeSettings.LibtorchVersion}, {get_num_threads()} threads");
        var blas = Solar.TorchSharp.NativeSettings.Blas;
        if (blas.Warning is { } warning)
            Warn(warning);
        else
            Ok($"BLAS: {blas.Name} {blas.Path}".TrimEnd());
        foreach (var setting in Solar.TorchSharp.NativeSettings.All)
            Ok($"{setting.Name}={setting.Value} ({(setting.ChosenHere ? "chosen here" : "set by you")})");
#else
        Ok($"the official TorchSharp package, {get_num_threads()} threads");
#endif
        Ok($"CPU: {(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2: training will be slow")}");
        Ok(cuda.is_available() ? $"{cuda.device_count()} CUDA GPU(s)" : "no CUDA GPU (none is needed; lab and paper scale want one)");
    }

    private static bool Prose(ProseFolder folder, ProseSource source)
    {
        try
        {
            var documents = new ProseLibrary(folder).Read(source);
            Ok(string.Create(CultureInfo.InvariantCulture, $"{source.Title} ({source.Package}): {documents.Count:N0} documents"));
            return true;
        }
        catch (Exception missing) when (missing is IOException or InvalidDataException)
        {
            Warn(missing.Message);
            return false;
        }
    }

    private static void Ok(string text) => Console.WriteLine($"  ok       {text}");

    private static void Warn(string text) => Console.WriteLine($"  MISSING  {text}");
}
