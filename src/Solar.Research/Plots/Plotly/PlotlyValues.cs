using System.Globalization;
using System.Text.Json.Nodes;

namespace Solar.Research.Plots.Plotly;

/// <summary>Values as plotly.js wants them, and as short as a picture needs them.</summary>
internal static class PlotlyValues
{
    /// <summary>Seven digits, which is more than a screen shows; what is no number is null, and interrupts a line.</summary>
    public static JsonNode? Short(double value) => double.IsFinite(value)
        ? JsonValue.Create(value == Math.Floor(value) && Math.Abs(value) < 1e15 ? value : double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;

    public static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(Short)];

    public static JsonArray Texts(IEnumerable<string> values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(value))];

    /// <summary>Words that plotly.js does not take for markup.</summary>
    public static string Words(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Words in lines.</summary>
    public static string Words(IEnumerable<string> lines) => string.Join("<br>", lines.Select(Words));

    /// <summary>A colour that lets through what is below.</summary>
    public static string Clear(string colour, double opacity) => string.Create(
        CultureInfo.InvariantCulture,
        $"rgba({Convert.ToInt32(colour[1..3], 16)},{Convert.ToInt32(colour[3..5], 16)},{Convert.ToInt32(colour[5..7], 16)},{opacity})");
}
