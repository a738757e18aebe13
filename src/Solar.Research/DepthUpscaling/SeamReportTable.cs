using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.DepthUpscaling;

/// <summary>How a notebook shows how alike the layers are that meet at seams.</summary>
internal sealed class SeamReportTable : TableFormatterSource<SeamReport>
{
    protected override Table TableOf(SeamReport report) => new(
        $"Layers that meet at a seam, and beside them the mean of the {report.Neighbours.Count} pairs of neighbours in the base",
        ["seam", "part", ">cosine", ">usual", ">distance", ">usual"],
        [.. report.Seams.SelectMany(seam => seam.Parts
            .Select(part => Row(seam, part.Key, part.Value, [.. report.Neighbours.Where(pair => pair.Parts.ContainsKey(part.Key)).Select(pair => pair.Parts[part.Key])]))
            .Append(Row(seam, "whole layer", seam.Whole, [.. report.Neighbours.Select(pair => pair.Whole)])))]);

    protected override string TextOf(SeamReport report) => report.ToString();

    private static IReadOnlyList<string> Row(LayerLikeness seam, string part, Likeness likeness, List<Likeness> usual) =>
    [
        $"{seam.Before} then {seam.After}", part,
        Text(likeness.Cosine), Text(usual.Select(pair => pair.Cosine).DefaultIfEmpty(double.NaN).Average()),
        Text(likeness.RelativeDistance), Text(usual.Select(pair => pair.RelativeDistance).DefaultIfEmpty(double.NaN).Average()),
    ];

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
