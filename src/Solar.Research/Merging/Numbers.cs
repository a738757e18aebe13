using System.Globalization;

namespace Solar.Research.Merging;

/// <summary>Numbers in messages and files, alike in every country.</summary>
internal static class Numbers
{
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string List(IEnumerable<double> values) => string.Join(", ", values.Select(Text));
}
