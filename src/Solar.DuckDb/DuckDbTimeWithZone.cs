namespace Solar.DuckDb;

/// <summary>A time of day, and how far the clock is ahead of UTC.</summary>
public readonly record struct DuckDbTimeWithZone(TimeOnly Time, TimeSpan Offset);
