namespace Solar.Research.Data.Sets;

/// <summary>The formats in which a set may come.</summary>
public enum DataFormat
{
    /// <summary>One JSON object a line: <c>.jsonl</c>.</summary>
    JsonLines,

    /// <summary>An array of JSON objects, or one object: <c>.json</c>.</summary>
    Json,

    /// <summary>Comma-separated with a header: <c>.csv</c>.</summary>
    Csv,

    /// <summary>Parquet: <c>.parquet</c>.</summary>
    Parquet,
}
