using System.Globalization;

namespace Solar.Research.Plots.Layout;

/// <summary>Names side by side, each in a slot as wide as the others.</summary>
/// <param name="Names">The names, in order.</param>
/// <param name="From">The place where the first slot begins.</param>
/// <param name="To">The place where the last slot ends.</param>
/// <param name="Downwards">Whether the slots lie one below the other.</param>
internal sealed record CategoryScale(IReadOnlyList<string> Names, double From, double To, bool Downwards) : Scale(-0.5, Names.Count - 0.5, From, To)
{
    /// <summary>The width of a slot in pixels.</summary>
    public double Slot => Math.Abs(To - From) / Names.Count;

    /// <summary>Every how many names one is written: all, unless they are closer than a line of text is high, or numbers closer than they are wide.</summary>
    public int Every
    {
        get
        {
            var room = FigureLayout.TickSize * 1.3;
            if (!Downwards && Names.All(name => double.TryParse(name, CultureInfo.InvariantCulture, out _)))
                room = Math.Max(room, Names.Max(name => TextWidth.Of(name, FigureLayout.TickSize)) + 14);
            var least = (int)Math.Ceiling(room / Slot);
            return least <= 1 ? 1 : (int)LinearScale.RoundStep(least);
        }
    }

    public override IReadOnlyList<Tick> Ticks => [.. Names.Select((name, i) => new Tick(i, name)).Where((_, i) => i % Every == 0)];

    public override double Place(double value) => From + ((value + 0.5) / Names.Count * (To - From));
}
