namespace Solar.Notebooks.Jupyter.History;

/// <summary>The cells of this session and of earlier ones.</summary>
/// <remarks>The file is opened with the first cell; without it, say on a full disk, history is of this session only.</remarks>
internal sealed class InputHistory(HistoryFile file)
{
    private readonly List<HistoryEntry> _entries = [];
    private int? _session;
    private bool _isLost;

    /// <summary>Why earlier sessions are missing and this one is not kept; null as long as all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Keeps a cell that is about to run.</summary>
    public void Add(int line, string input)
    {
        var entry = new HistoryEntry(Session(), line, input);
        _entries.Add(entry);
        if (!_isLost)
            Try(() => file.Add(entry));
    }

    /// <summary>Keeps the value of the cell that was added last.</summary>
    public void Result(string text) => _entries[^1] = _entries[^1] with { Output = text };

    /// <summary>The newest cells, oldest of them first.</summary>
    public IReadOnlyList<HistoryEntry> Tail(int count)
    {
        Session();
        return [.. _entries.TakeLast(count)];
    }

    /// <summary>Cells of one session.</summary>
    /// <param name="session">0: this one; negative: so many before it; positive: its number.</param>
    /// <param name="start">The first line.</param>
    /// <param name="stop">The line after the last; none: to the end.</param>
    public IReadOnlyList<HistoryEntry> Range(int session, int start, int? stop)
    {
        var wanted = session > 0 ? session : Session() + session;
        return [.. _entries.Where(entry => entry.Session == wanted && entry.Line >= start && (stop is null || entry.Line < stop))];
    }

    /// <summary>Cells whose whole text matches a pattern, oldest first.</summary>
    /// <param name="pattern">A glob: <c>*</c> any text, <c>?</c> any character, <c>[ab]</c> one of these.</param>
    /// <param name="count">The newest so many; none: all.</param>
    /// <param name="unique">Each text once, where it came last.</param>
    public IReadOnlyList<HistoryEntry> Search(string pattern, int? count, bool unique)
    {
        Session();
        var glob = new Glob(pattern);
        var found = _entries.Where(entry => glob.IsMatch(entry.Input));
        if (unique)
            found = found.Reverse().DistinctBy(entry => entry.Input).Reverse();
        return [.. count is { } most ? found.TakeLast(most) : found];
    }

    private int Session()
    {
        if (_session is { } known)
            return known;
        _session = 1;
        Try(() =>
        {
            (var earlier, _session) = file.Begin();
            _entries.InsertRange(0, earlier);
        });
        return _session.Value;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _isLost = true;
            Trouble = $"The history of cells is not kept: {refused.Message}";
        }
    }
}
