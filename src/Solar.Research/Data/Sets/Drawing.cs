namespace Solar.Research.Data.Sets;

/// <summary>A draw under way: the rows with the smallest hashes so far, and what was left out.</summary>
/// <remarks>
/// A row that is no example holds its place in the order of hashes while the draw is open, so that the report says how many rows up to the
/// last one drawn were left out and why, in whatever order the rows came.
/// </remarks>
/// <param name="schema">How a row becomes an example.</param>
/// <param name="draw">What is taken.</param>
/// <param name="rules">What is left out by columns alone.</param>
/// <param name="overlap">What is left out by its text, if anything.</param>
/// <param name="counting">Whether examples are counted and thrown away.</param>
internal sealed class Drawing<T>(RowSchema<T> schema, Draw draw, IReadOnlyList<RowRule> rules, BenchmarkOverlap? overlap, bool counting)
{
    private readonly SortedSet<Candidate> _candidates = new(Comparer<Candidate>.Create((a, b) => (a.Hash, a.Ordinal).CompareTo((b.Hash, b.Ordinal))));
    private readonly List<T> _examples = [];
    private readonly List<OverlappingRow> _overlapping = [];
    private readonly Dictionary<string, DroppedRows> _left = [];
    private int _kept;

    public RowSchema<T> Schema => schema;

    public Draw Draw => draw;

    public IReadOnlyList<RowRule> Rules => rules;

    /// <summary>All rows of the set.</summary>
    public long Total { get; set; }

    /// <summary>How many examples are still to be found.</summary>
    public int Missing => draw.Maximum is { } maximum ? maximum - _kept : 0;

    /// <summary>Counts rows that are left out whatever is drawn.</summary>
    public void Leave(string reason, long count, string first) =>
        _left[reason] = _left.TryGetValue(reason, out var before) ? before with { Count = before.Count + count } : new(reason, count, first);

    /// <summary>Takes a row if it belongs to those that are drawn.</summary>
    public void Offer(DataRow row, long ordinal)
    {
        var verdict = schema.Convert(row);
        var hash = draw.Maximum is null ? 0 : RowHash.Of(draw.Seed, row, schema.Key);
        if (draw.Maximum is not null && Missing == 0 && (hash, ordinal).CompareTo((_candidates.Max!.Hash, _candidates.Max.Ordinal)) > 0)
            return;
        var copied = verdict.Dropped is null ? overlap?.Find(row, schema.Filled) : null;
        var dropped = copied is null ? verdict.Dropped : $"overlaps {copied.Benchmark}";
        var candidate = new Candidate(hash, ordinal, verdict.Example, dropped, row.Source, copied);
        if (draw.Maximum is { } maximum)
            Hold(candidate, maximum);
        else
            Settle(candidate);
    }

    public DrawnRows<T> Result(DataFile file, string? filter)
    {
        foreach (var candidate in _candidates.OrderBy(candidate => candidate.Ordinal))
            Settle(candidate);
        var kept = draw.Maximum is null ? _kept : _examples.Count;
        var dropped = _left.Values.OrderByDescending(rows => rows.Count).ThenBy(rows => rows.Reason, StringComparer.Ordinal).ToList();
        return new(_examples, new SetReport
        {
            Set = file.Set,
            Schema = schema.Name,
            Files = [.. file.Paths.Select(path => Path.GetFileName(path))],
            Rows = Total,
            Maximum = draw.Maximum,
            Seed = draw.Maximum is null ? null : draw.Seed,
            Kept = kept,
            Dropped = dropped,
            NotDrawn = Total - kept - dropped.Sum(rows => rows.Count),
            TaskFilter = filter,
            Overlapping = _overlapping,
        });
    }

    private void Hold(Candidate candidate, int maximum)
    {
        _candidates.Add(candidate);
        if (candidate.Dropped is null)
            _kept++;
        while (_kept > maximum || (_kept == maximum && _candidates.Max!.Dropped is not null))
        {
            if (_candidates.Max!.Dropped is null)
                _kept--;
            _candidates.Remove(_candidates.Max);
        }
    }

    private void Settle(Candidate candidate)
    {
        if (candidate.Dropped is { } reason)
            Leave(reason, 1, candidate.Source);
        else if (!counting)
            _examples.Add(candidate.Example!);
        if (candidate.Dropped is null && draw.Maximum is null)
            _kept++;
        if (candidate.Copied is { } copied)
            _overlapping.Add(copied);
    }

    private sealed record Candidate(long Hash, long Ordinal, T? Example, string? Dropped, string Source, OverlappingRow? Copied);
}
