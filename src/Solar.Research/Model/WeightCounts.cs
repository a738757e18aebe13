using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.Model;

/// <summary>The weights of a decoder, part by part.</summary>
/// <param name="Parts">In the order in which a token meets them first, but for the embedding and the head.</param>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record WeightCounts(IReadOnlyList<WeightCount> Parts)
{
    /// <summary>All of them.</summary>
    public long Total => Parts.Sum(part => part.Total);

    private sealed class Formatters : TableFormatterSource<WeightCounts>
    {
        protected override Table TableOf(WeightCounts value) => new(
            $"{Number(value.Total)} weights",
            ["part", "formula", ">each", ">times", ">together"],
            [.. value.Parts.Select(part => (string[])[part.Part, part.Formula, Number(part.Each), Number(part.Times), Number(part.Total)])]);

        private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
    }
}

/// <summary>The weights of one kind in a decoder.</summary>
/// <param name="Part">What they are.</param>
/// <param name="Formula">How many each has, in the letters of <c>Model/README.md</c>.</param>
/// <param name="Each">That in numbers.</param>
/// <param name="Times">How many there are.</param>
public sealed record WeightCount(string Part, string Formula, long Each, int Times)
{
    /// <summary>All of them.</summary>
    public long Total => Each * Times;
}
