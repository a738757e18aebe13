using System.ComponentModel;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Research.Plots;

/// <summary>Turns SVG into PNG with librsvg's program, which a machine may lack.</summary>
/// <param name="program">Its name or path.</param>
/// <param name="warnings">Where it is said, once, that the program is not there.</param>
internal sealed class RsvgConvert(string program, TextWriter? warnings = null)
{
    private int _absent;

    /// <summary>The one on the path.</summary>
    public static RsvgConvert Default { get; } = new("rsvg-convert");

    /// <summary>The picture at twice the size, or null when the program is not installed.</summary>
    /// <exception cref="InvalidOperationException">The program refused the document; the message is its own.</exception>
    public byte[]? ToPng(string svg)
    {
        if (Volatile.Read(ref _absent) != 0)
            return null;
        try
        {
            return Run(svg);
        }
        catch (Win32Exception)
        {
            if (Interlocked.Exchange(ref _absent, 1) == 0)
                (warnings ?? Console.Error).WriteLine($"Figures come without a PNG: {program} is not installed (Debian's package librsvg2-bin has it).");
            return null;
        }
    }

    private byte[] Run(string svg)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--zoom=2", "--format=png"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() =>
        {
            using var input = process.StandardInput;
            input.Write(svg);
        });
        using var png = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(png);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} could not draw the figure: {errors.Result.Trim()}");
        feeding.Wait();
        return png.ToArray();
    }
}
