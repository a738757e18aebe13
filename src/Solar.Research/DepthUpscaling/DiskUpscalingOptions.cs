namespace Solar.Research.DepthUpscaling;

/// <summary>How a checkpoint is scaled on disk.</summary>
public sealed record DiskUpscalingOptions
{
    /// <summary>Restate a Mistral config as Llama's, as SOLAR did.</summary>
    public bool AsLlama { get; init; }

    /// <summary>With <see cref="AsLlama"/>: the longest sequence; null for the old one or the old window, whichever is less.</summary>
    public int? MaxPositions { get; init; }

    /// <summary>A file that would grow beyond this is cut in two.</summary>
    public long MaxShardBytes { get; init; } = 5_000_000_000;

    /// <summary>How many bytes an interrupted run may lose at most.</summary>
    internal long JournalEveryBytes { get; init; } = 1L << 30;

    /// <summary>The free bytes of the disk that holds a folder.</summary>
    internal Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;
}

/// <summary>How far a copy has come.</summary>
/// <param name="Bytes">Written so far, those of an interrupted run included.</param>
/// <param name="TotalBytes">What the weights will take.</param>
public readonly record struct UpscalingProgress(long Bytes, long TotalBytes);

/// <summary>What a run did.</summary>
/// <param name="AlreadyDone">The folder was there, made by the same job; nothing was written.</param>
/// <param name="ResumedBytes">Taken over from an interrupted run.</param>
/// <param name="TotalBytes">What the weights take.</param>
/// <param name="Tensors">How many there are.</param>
public sealed record UpscalingOutcome(bool AlreadyDone, long ResumedBytes, long TotalBytes, int Tensors);
