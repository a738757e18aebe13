using System.Globalization;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>The values of a heat map as they are written into its cells.</summary>
internal static class CellText
{
    /// <summary>By row and column, with as many digits as tell the values apart; none when they do not fit.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Of(HeatMapMark heat, PanelLayout panel)
    {
        var colours = heat.Colours;
        var digits = Math.Clamp(2 - (int)Math.Round(Math.Log10(colours.High - colours.Low)), 0, 4);
        var values = heat.Values.SelectMany(row => row).Where(double.IsFinite).ToList();
        if (values.All(value => value == Math.Floor(value)))
            digits = 0;
        else if (digits > 0 && values.All(value => Math.Round(value, digits - 1) == Math.Round(value, digits)))
            digits--;
        var format = "F" + digits.ToString(CultureInfo.InvariantCulture);
        List<List<string>> words = [.. heat.Values.Select(row => row.Select(value => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "").ToList())];

        var (width, height) = (panel.Frame.Width / heat.Values[0].Count, panel.Frame.Height / heat.Values.Count);
        var fit = height >= FigureLayout.TickLine + 2 && words.SelectMany(row => row).All(word => TextWidth.Of(word, FigureLayout.TickSize) <= width - 6);
        return fit ? words : null;
    }
}
