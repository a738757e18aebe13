namespace Solar.Research.Plots.Marks;

/// <summary>A coloured cell for each pair of categories; where there are few, their values are written in them.</summary>
/// <param name="Values">By row and column; what is not a number stays empty.</param>
/// <param name="Unit">What the values are, beside the colour scale.</param>
/// <param name="Centre">The value of the middle colour, for differences; none: dark is low and light is high.</param>
public sealed record HeatMapMark(IReadOnlyList<IReadOnlyList<double>> Values, string Unit, double? Centre) : Mark("")
{
    /// <summary>More would be neither read nor kept in a notebook.</summary>
    internal const int MaximumCells = 20_000;

    internal override IEnumerable<double> Across => [];

    internal override IEnumerable<double> Upwards => [];

    internal ColourScale Colours => ColourScale.Over(Values.SelectMany(row => row), Centre);
}
