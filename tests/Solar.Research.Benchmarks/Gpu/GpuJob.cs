using System.Text.Json;
using System.Text.Json.Serialization;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>What is measured of a shape.</summary>
internal enum GpuStage
{
    Sft,
    Dpo,
    Decode,
}

/// <summary>One measurement as a process of either side is told it.</summary>
/// <param name="Stage">What is measured.</param>
/// <param name="Shape">The shape's name.</param>
/// <param name="Device">Where.</param>
/// <param name="Config">The shape as a config.json, for the peer.</param>
/// <param name="Steps">Optimizer steps.</param>
/// <param name="Rows">Rows of a step.</param>
/// <param name="MicroRows">Rows in memory at once.</param>
/// <param name="Tokens">T.</param>
/// <param name="NewTokens">Tokens that are generated.</param>
internal sealed record GpuJob(GpuStage Stage, string Shape, string Device, System.Text.Json.Nodes.JsonObject Config, int Steps, int Rows, int MicroRows, int Tokens, int NewTokens)
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}

/// <summary>What a process answers, in one line of JSON.</summary>
/// <param name="Seconds">Of each step, or of each token after the first.</param>
/// <param name="Losses">Of each step; empty where tokens were generated.</param>
/// <param name="PeakBytes">The most that tensors held; none where that is not known.</param>
/// <param name="Missing">Why there are no numbers, if there are none.</param>
/// <param name="Versions">What ran.</param>
internal sealed record GpuTurn(double[] Seconds, double[] Losses, long? PeakBytes, string? Missing, string Versions);
