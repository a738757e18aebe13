namespace Solar.Research.Plots.Marks;

/// <summary>How a line goes from point to point.</summary>
public enum LineShape
{
    /// <summary>Straight.</summary>
    Straight,

    /// <summary>Level until the next point, then up or down to it.</summary>
    Step,

    /// <summary>Straight, and the area between the line and zero is filled.</summary>
    Area,
}

/// <summary>A line, the band around it and the thin lines it is the mean of.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Line">Its points, left to right.</param>
/// <param name="Band">How uncertain each is; none draws no band.</param>
/// <param name="Members">The runs behind it, drawn thin.</param>
/// <param name="Shape">How it goes from point to point.</param>
public sealed record LineMark(string Name, Curve Line, Interval? Band, IReadOnlyList<Curve> Members, LineShape Shape) : Mark(Name)
{
    internal override IEnumerable<double> Across => Line.X.Concat(Members.SelectMany(member => member.X));

    internal override IEnumerable<double> Upwards =>
        Line.Y.Concat(Members.SelectMany(member => member.Y)).Concat(Band is { } band ? band.Low.Concat(band.High) : []).Concat(Shape == LineShape.Area ? [0.0] : []);
}
