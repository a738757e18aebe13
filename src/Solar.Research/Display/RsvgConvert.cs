using System.Diagnostics;
using System.Text;
using System.Threading.Tasks;

namespace Solar.Research.Display;

/// <summary>Turns SVG into PNG with librsvg's program, which a machine may lack.</summary>
/// <param name="program">The path of the program.</param>
internal sealed class RsvgConvert(string program)
{
    private const string Name = "rsvg-convert";

    private static readonly Lazy<RsvgConvert?> Found = new(() => Find(Environment.GetEnvironmentVariable("PATH"), Console.Error));

    /// <summary>The one on the path; none when it is not installed, which is said once.</summary>
    public static RsvgConvert? Installed => Found.Value;

    /// <summary>Looks through the folders of a path.</summary>
    /// <param name="path">The folders.</param>
    /// <param name="warnings">Where it is said that there is none.</param>
    public static RsvgConvert? Find(string? path, TextWriter warnings)
    {
        var file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        var program = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        if (program is not null)
            return new(program);
        warnings.WriteLine($"Figures come without a PNG: {Name} is not installed (Debian's package librsvg2-bin has it).");
        return null;
    }

    /// <summary>The picture at twice the size.</summary>
    /// <exception cref="InvalidOperationException">The program refused the document; the message is its own.</exception>
    public byte[] ToPng(string svg)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--zoom=2", "--format=png"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() => Feed(process, svg));
        using var png = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(png);
        process.WaitForExit();
        Task.WaitAll(errors, feeding);
        return process.ExitCode == 0
            ? png.ToArray()
            : throw new InvalidOperationException($"{program} could not draw the figure: {errors.Result.Trim()}");
    }

    private static void Feed(Process process, string svg)
    {
        try
        {
            using var input = process.StandardInput;
            input.Write(svg);
        }
        catch (IOException)
        {
            // It stopped reading: its exit status and its own words say why.
        }
    }
}
