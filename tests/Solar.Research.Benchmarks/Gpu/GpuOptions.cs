using System.Globalization;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>What is measured, on what, and beside whom.</summary>
internal sealed record GpuOptions
{
    public string Device { get; init; } = "cuda:0";

    public IReadOnlyList<GpuShape> Shapes { get; init; } = [.. GpuShape.All.Where(shape => shape.Name != "tiny")];

    /// <summary>Optimizer steps of each measurement; the first third warms up and is not counted.</summary>
    public int Steps { get; init; } = 9;

    /// <summary>Rows of a step; a preference pair is two of them.</summary>
    public int Rows { get; init; } = 8;

    /// <summary>Rows that are in memory at once; gradients are summed over the step.</summary>
    public int MicroRows { get; init; } = 2;

    /// <summary>T, the tokens of a row.</summary>
    public int Tokens { get; init; } = 4096;

    /// <summary>Tokens that are generated after a prompt of 128.</summary>
    public int NewTokens { get; init; } = 128;

    /// <summary>A Python with torch and transformers.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>Dense bfloat16 operations a second that the device is sold with; by its name when nothing is said.</summary>
    public double? PeakTeraflops { get; init; }

    /// <summary>Gigabytes a second that its memory is sold with; by its name when nothing is said.</summary>
    public double? Bandwidth { get; init; }

    /// <summary>Where the table goes, besides the screen.</summary>
    public string? Out { get; init; }

    /// <exception cref="ArgumentException">An option is unknown, lacks its value or has a bad one.</exception>
    public static GpuOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new GpuOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
                throw new ArgumentException($"{arguments[i]} needs a value.");
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--device" => options with { Device = value },
                "--shapes" => options with { Shapes = [.. value.Split(',').Select(GpuShape.Named)] },
                "--steps" => options with { Steps = Count(value, 3) },
                "--rows" => options with { Rows = Count(value, 2) },
                "--micro-rows" => options with { MicroRows = Count(value, 2) },
                "--tokens" => options with { Tokens = Count(value, 16) },
                "--new-tokens" => options with { NewTokens = Count(value, 4) },
                "--python" => options with { Python = value },
                "--peak-tflops" => options with { PeakTeraflops = double.Parse(value, CultureInfo.InvariantCulture) },
                "--bandwidth" => options with { Bandwidth = double.Parse(value, CultureInfo.InvariantCulture) },
                "--out" => options with { Out = value },
                _ => throw new ArgumentException($"{arguments[i]} is unknown; there are --device, --shapes, --steps, --rows, --micro-rows, --tokens, --new-tokens, --python, --peak-tflops, --bandwidth and --out."),
            };
        }

        return options.MicroRows % 2 == 0 && options.Rows % options.MicroRows == 0
            ? options
            : throw new ArgumentException($"--rows is {options.Rows} and --micro-rows {options.MicroRows}; both are even, for a preference pair is two rows, and the one divides the other.");

        static int Count(string text, int least) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var count && count >= least
            ? count
            : throw new ArgumentException($"{text} is too few; {least} is the least.");
    }
}
