using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine;

/// <summary>Something on the page that can be changed.</summary>
public sealed class DisplayedValue(string displayId)
{
    private readonly RunningCell? _shownBy = RunningCell.Current;

    /// <summary>Its handle.</summary>
    public string DisplayId { get; } = displayId;

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? value)
    {
        var cell = RunningCell.Current ?? _shownBy ?? throw new InvalidOperationException("No cell is running here: an update belongs to a cell of a notebook.");
        cell.Emit(new UpdateDisplay(Formatter.Of(value), DisplayId));
    }
}
