using System.Text.Json.Serialization;

namespace Solar.Research.Experiments.Paper;

/// <summary>What a stage of the reproduction needs and costs.</summary>
public sealed record PlannedStage
{
    /// <summary>What the stage is called: a model's name, "h6-" with it, "contamination".</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a few words.</summary>
    public required string Work { get; init; }

    /// <summary>What it reads.</summary>
    public required IReadOnlyList<StageInput> Inputs { get; init; }

    /// <summary>Weights of the model that it makes or asks.</summary>
    public required long Weights { get; init; }

    /// <summary>Bytes that it leaves on the disk.</summary>
    public double DiskBytes { get; init; }

    /// <summary>The most bytes that it has on the disk at once.</summary>
    public double DiskBytesWhileRunning { get; init; }

    /// <summary>What it takes of a GPU.</summary>
    public MemoryUse Memory { get; init; } = MemoryUse.None;

    /// <summary>Floating-point operations of the model; recomputing is not among them.</summary>
    public double Flops { get; init; }

    /// <summary>Tokens that go through the model.</summary>
    public double Tokens { get; init; }

    /// <summary>Optimizer steps; 0 where nothing is trained.</summary>
    public int Steps { get; init; }

    /// <summary>About how long it takes.</summary>
    public double Hours { get; init; }

    /// <summary>How it is trained; none where it is not.</summary>
    [JsonIgnore]
    internal TrainingNeed? Training { get; init; }

    /// <summary>Whether it fits in so much memory.</summary>
    public bool FitsIn(double bytes) => Memory.Bytes <= bytes;
}
