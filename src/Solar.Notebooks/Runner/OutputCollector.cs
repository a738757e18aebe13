using Solar.Notebooks.Documents;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Runner;

/// <summary>Turns what the cells of a notebook show into the outputs to store: equal runs give equal outputs.</summary>
/// <remarks>Pieces of one stream are joined, display handles are used up and not stored, updates reach earlier cells too.</remarks>
internal sealed class OutputCollector
{
    private readonly Dictionary<int, Page> _pages = [];

    /// <summary>Takes what a cell showed.</summary>
    public void Take(int cell, CellEvent happened)
    {
        if (!_pages.TryGetValue(cell, out var page))
            _pages[cell] = page = new();
        if (happened is UpdateDisplay update)
        {
            foreach (var shown in _pages.Values.SelectMany(p => p.Shown).Where(s => s.DisplayId == update.DisplayId))
                shown.Output = new DisplayOutput(update.Bundle);
            return;
        }

        page.Take(happened);
    }

    /// <summary>The outputs of a cell.</summary>
    public IReadOnlyList<CellOutput> Of(int cell) => _pages.TryGetValue(cell, out var page) ? [.. page.Shown.Select(s => s.Output)] : [];

    /// <summary>Puts an error in the place of the one that a cell ended with, or behind its outputs.</summary>
    public void Fail(int cell, ErrorOutput error)
    {
        Take(cell, new CellError("", "", []));
        _pages[cell].Shown[^1].Output = error;
        if (_pages[cell].Shown is [.., { Output: ErrorOutput } interrupted, _])
            _pages[cell].Shown.Remove(interrupted);
    }

    private sealed class Page
    {
        private bool _clearAtNext;

        public List<Shown> Shown { get; } = [];

        public void Take(CellEvent happened)
        {
            if (happened is ClearOutput clear)
            {
                _clearAtNext = clear.Wait;
                if (!clear.Wait)
                    Shown.Clear();
                return;
            }

            if (_clearAtNext)
                Shown.Clear();
            _clearAtNext = false;
            switch (happened)
            {
                case StreamText text when Shown is [.., { Output: StreamOutput last } shown] && last.Name == text.Name:
                    shown.Append(text.Text);
                    break;
                case StreamText text:
                    Shown.Add(new(new StreamOutput(text.Name, text.Text)));
                    break;
                case DisplayData shown:
                    Shown.Add(new(new DisplayOutput(shown.Bundle), shown.DisplayId));
                    break;
                case ExecuteResult result:
                    Shown.Add(new(new ResultOutput(result.Bundle, null)));
                    break;
                case CellError error:
                    Shown.Add(new(new ErrorOutput(error.Name, error.Message, error.Traceback)));
                    break;
            }
        }
    }

    private sealed class Shown(CellOutput output, string? displayId = null)
    {
        private System.Text.StringBuilder? _pieces;

        public string? DisplayId => displayId;

        public CellOutput Output
        {
            get => _pieces is not null && output is StreamOutput stream ? output = stream with { Text = _pieces.ToString() } : output;
            set => (output, _pieces) = (value, null);
        }

        // Joined at the end: a cell may write a hundred thousand pieces.
        public void Append(string text) => (_pieces ??= new(((StreamOutput)output).Text)).Append(text);
    }
}
