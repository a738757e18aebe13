namespace Solar.Research.Checkpoints;

/// <summary>How a checkpoint folder is written.</summary>
public sealed record CheckpointWriterOptions
{
    /// <summary>A file that would grow beyond this is cut in two; 5e9 as transformers and mergekit do.</summary>
    public long MaxShardBytes { get; init; } = 5_000_000_000;

    /// <summary>A folder whose tokenizer, generation settings and licence go along; null for none.</summary>
    public string? CarryFilesFrom { get; init; }

    /// <summary>Replace an older checkpoint of the same name, in one step, when the new one is complete.</summary>
    public bool Overwrite { get; init; }
}
