namespace Solar.Research.Plots.Layout;

/// <summary>A rectangle in pixels, downwards.</summary>
internal readonly record struct Frame(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public (double X, double Y) Middle => ((Left + Right) / 2, (Top + Bottom) / 2);

    public bool Holds(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    public bool Holds(Frame other) => Holds(other.Left, other.Top) && Holds(other.Right, other.Bottom);

    public bool Meets(Frame other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public Frame Wider(double by) => new(Left - by, Top - by, Right + by, Bottom + by);
}
