namespace Solar.Research.Data.Sets;

/// <summary>What became of a row: an example, or the reason why there is none.</summary>
/// <param name="Example">The example.</param>
/// <param name="Dropped">Why the row is left out; null where there is an example.</param>
public readonly record struct RowVerdict<T>(T? Example, string? Dropped);

/// <summary>The two verdicts.</summary>
public static class RowVerdict
{
    /// <summary>The row is an example.</summary>
    public static RowVerdict<T> Keep<T>(T example) => new(example, null);

    /// <summary>The row is left out.</summary>
    /// <param name="reason">In a few words, the same for all rows that share it.</param>
    public static RowVerdict<T> Drop<T>(string reason) => new(default, reason);
}

/// <summary>The columns of a published data set, and how a row of it becomes an example.</summary>
/// <typeparam name="T">The example.</typeparam>
public sealed record RowSchema<T>
{
    /// <summary>The schema as its publishers call it.</summary>
    public required string Name { get; init; }

    /// <summary>Columns that have to be there.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Columns that are read where they are there.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Columns that must hold something; a row in which one is blank is dropped.</summary>
    public required IReadOnlyList<string> Filled { get; init; }

    /// <summary>The columns whose text decides, with the seed, whether a subsample has the row.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The column that names the task a row was made from, if the publisher tells; it need not be in the file.</summary>
    public string? Task { get; init; }

    /// <summary>Makes an example of a row.</summary>
    public required Func<DataRow, RowVerdict<T>> Convert { get; init; }

    /// <summary>All examples of a file, or a subsample.</summary>
    /// <exception cref="InvalidDataException">A row is broken; the message has file and line.</exception>
    public DrawnRows<T> Read(DataFile file, Draw? draw = null) => RowDrawing.Of(file, this, draw ?? new Draw());

    /// <summary>What reading all of a file would keep and drop, without keeping any of it in memory.</summary>
    /// <exception cref="InvalidDataException">A row is broken; the message has file and line.</exception>
    public SetReport Inspect(DataFile file, TaskFilter? filter = null) => RowDrawing.Of(file, this, new Draw { Filter = filter }, counting: true).Report;

    /// <inheritdoc cref="Read(DataFile, Draw)"/>
    /// <param name="path">A file, or a folder of files that are one set.</param>
    /// <param name="draw">What is taken; everything, when it is left out.</param>
    public DrawnRows<T> Read(string path, Draw? draw = null) => Read(DataFile.At(path), draw);
}
