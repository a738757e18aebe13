namespace Solar.Research.Data.Sets;

/// <summary>Which rows of a set are taken.</summary>
/// <remarks>
/// A subsample has the rows whose hashes come first: SHA-256 of seed and key columns. So it depends on the rows and the seed alone. The same
/// rows are taken from JSONL and from Parquet, from one file and from shards; a larger subsample holds every smaller one of its seed. Rows
/// that are left out for a reason do not count towards the maximum. Examples come in the order of the file.
/// </remarks>
public sealed record Draw
{
    /// <summary>How many examples at most; all, when it is left out.</summary>
    public int? Maximum { get; init; }

    /// <summary>Decides which; without a maximum it decides nothing.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Leaves out tasks that the benchmarks are made of, where the schema knows of tasks.</summary>
    public TaskFilter? Filter { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public Draw Validate()
    {
        if (Maximum is < 1)
            throw new ArgumentOutOfRangeException(nameof(Maximum), Maximum, "A subsample has at least one row; leave the set out instead.");
        return this;
    }
}
