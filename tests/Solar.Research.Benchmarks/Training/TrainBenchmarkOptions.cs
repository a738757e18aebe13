using System.Globalization;

namespace Solar.Research.Benchmarks.Training;

/// <summary>How long to measure, and with which Python.</summary>
internal sealed record TrainBenchmarkOptions
{
    /// <summary>How often the two sides take turns under each setting.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Optimizer steps of one turn; the first third warms up and is not counted.</summary>
    public int Steps { get; init; } = 15;

    /// <summary>A Python that can import torch.</summary>
    public string Python { get; init; } = "/usr/bin/python3";

    public static TrainBenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new TrainBenchmarkOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
                throw new ArgumentException($"{arguments[i]} needs a value.");
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = Count(value) },
                "--steps" => options with { Steps = Count(value) },
                "--python" => options with { Python = value },
                _ => throw new ArgumentException($"{arguments[i]} is unknown; there are --rounds, --steps and --python."),
            };
        }

        return options;

        static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is > 2 and var count
            ? count
            : throw new ArgumentException($"{text} is too few; 3 is the least.");
    }
}
