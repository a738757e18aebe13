namespace Solar.Research.Merging.Disk;

/// <summary>How a merge is carried out; nothing here changes its result.</summary>
public sealed record MergeOptions
{
    /// <summary>How many threads read, merge and write; two for each processor, so that the disk is not waited for.</summary>
    public int Threads { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>A file that would grow beyond this is cut in two; 5e9 as transformers and mergekit do.</summary>
    public long MaxShardBytes { get; init; } = 5_000_000_000;

    /// <summary>Where models are looked for that are named by a relative path; null for the current folder.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>How many bytes an interrupted run may lose at most, beside the tensor it was at.</summary>
    internal long JournalEveryBytes { get; init; } = 1L << 30;

    /// <summary>About how many elements a thread takes at once. The sums that some methods need are taken in these portions, so this is no choice.</summary>
    internal int ChunkElements { get; init; } = 1 << 20;

    /// <summary>What the threads may take for their portions; with very many of them, or very many models, some stay idle.</summary>
    internal long BufferBytes { get; init; } = 512L << 20;

    /// <summary>The free bytes of the disk that holds a folder.</summary>
    internal Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;
}

/// <summary>How far a merge has come.</summary>
/// <param name="Bytes">Written so far, those of an interrupted run included.</param>
/// <param name="TotalBytes">What the merged weights will take.</param>
public readonly record struct MergeProgress(long Bytes, long TotalBytes);

/// <summary>What a run did.</summary>
/// <param name="AlreadyDone">The folder was there, made by the same job; nothing was written.</param>
/// <param name="ResumedBytes">Taken over from an interrupted run.</param>
/// <param name="TotalBytes">What the weights take.</param>
/// <param name="Record">What is written beside the weights.</param>
public sealed record MergeOutcome(bool AlreadyDone, long ResumedBytes, long TotalBytes, MergeRecord Record);
