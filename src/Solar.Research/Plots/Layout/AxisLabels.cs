namespace Solar.Research.Plots.Layout;

/// <summary>The labels below a horizontal axis: names too long for their slot are broken into lines, and where that does not do they are turned.</summary>
/// <param name="Labels">Each tick's value with the lines of its label.</param>
/// <param name="Turned">Whether they are written upwards to the right.</param>
/// <param name="Height">Pixels from the first line's top to the last line's bottom.</param>
internal sealed record AxisLabels(IReadOnlyList<(double Value, IReadOnlyList<string> Lines)> Labels, bool Turned, double Height)
{
    /// <summary>How far labels are turned, in degrees.</summary>
    public const double Angle = 35;

    public static AxisLabels Of(Scale scale)
    {
        const double size = FigureLayout.TickSize;
        var ticks = scale.Ticks;
        if (scale is not CategoryScale categories)
            return new([.. ticks.Select(tick => (tick.Value, (IReadOnlyList<string>)[tick.Label]))], false, size);

        var room = (categories.Slot * categories.Every) - 6;
        var lines = ticks.Select(tick => TextWidth.Wrap(tick.Label, room, size)).ToList();
        if (lines.All(label => label.Count <= 3 && label.All(line => TextWidth.Of(line, size) <= room)))
            return new([.. ticks.Select((tick, i) => (tick.Value, lines[i]))], false, lines.Max(label => label.Count) * FigureLayout.TickLine);

        var widest = ticks.Max(tick => TextWidth.Of(tick.Label, size));
        return new(
            [.. ticks.Select(tick => (tick.Value, (IReadOnlyList<string>)[tick.Label]))], true,
            (widest * Math.Sin(Angle * Math.PI / 180)) + size);
    }
}
