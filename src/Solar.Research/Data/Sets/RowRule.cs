namespace Solar.Research.Data.Sets;

/// <summary>A reason to leave a row out that its columns alone tell, so that DuckDB can decide it without handing the row over.</summary>
/// <remarks>Each rule is said twice, in C# and in SQL; a test holds the two to the same verdict on hostile rows.</remarks>
/// <param name="Column">The column that decides.</param>
internal abstract record RowRule(string Column)
{
    /// <summary>Why the row is left out, or null if it stays.</summary>
    public abstract string? Reason(DataRow row);

    /// <summary>The condition under which a row is left out, and the reason, as SQL expressions.</summary>
    public abstract (string When, string Then) Sql();
}

/// <summary>The column holds nothing but blanks and line breaks.</summary>
internal sealed record BlankRule(string Column) : RowRule(Column)
{
    private const string Blanks = " \t\r\n";

    public override string? Reason(DataRow row) => row.Text(Column).AsSpan().Trim(Blanks).IsEmpty ? Why : null;

    public override (string When, string Then) Sql() =>
        ($"trim(coalesce({ParquetRows.Quoted(Column)}, ''), chr(32) || chr(9) || chr(13) || chr(10)) = ''", ParquetRows.Literal(Why));

    private string Why => $"'{Column}' is empty";
}

/// <summary>The column names a task that is not to be learned from.</summary>
internal sealed record TaskRule(string Column, IReadOnlyCollection<string> Tasks) : RowRule(Column)
{
    private const string Why = "filtered task ";

    public override string? Reason(DataRow row) => row.Text(Column) is var task && Tasks.Contains(task) ? Why + task : null;

    public override (string When, string Then) Sql() =>
        ($"{ParquetRows.Quoted(Column)} IN ({string.Join(", ", Tasks.Select(ParquetRows.Literal))})", $"{ParquetRows.Literal(Why)} || {ParquetRows.Quoted(Column)}");
}
