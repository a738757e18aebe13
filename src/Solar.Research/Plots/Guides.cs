namespace Solar.Research.Plots;

/// <summary>Something that the marks are read against; it has no place in the legend.</summary>
public abstract record Guide;

/// <summary>A level across the whole panel.</summary>
/// <param name="At">Its value on the axis that it crosses.</param>
/// <param name="Label">What it is, written beside it.</param>
/// <param name="Vertical">Whether it stands at a value of the horizontal axis.</param>
public sealed record ReferenceLine(double At, string Label, bool Vertical = false) : Guide;

/// <summary>A stretch of an axis, shaded across the whole panel.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">What it is, written in it.</param>
/// <param name="Vertical">Whether it is a stretch of the horizontal axis.</param>
public sealed record ShadedRegion(double From, double To, string Label, bool Vertical = false) : Guide;

/// <summary>Words with an arrow to a place; they are written where they cover least.</summary>
/// <param name="Text">The words.</param>
/// <param name="X">The place, to the right.</param>
/// <param name="Y">The place, upwards.</param>
public sealed record Note(string Text, double X, double Y) : Guide;
