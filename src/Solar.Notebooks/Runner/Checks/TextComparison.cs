using System.Globalization;
using System.Text.RegularExpressions;

namespace Solar.Notebooks.Runner.Checks;

/// <summary>Compares texts line by line: letters exactly, numbers within the tolerance.</summary>
internal static partial class TextComparison
{
    public static OutputDifference? FirstDifference(string stored, string fresh, CheckOptions options)
    {
        if (stored == fresh)
            return null;
        var (was, now) = (stored.Split('\n'), fresh.Split('\n'));
        for (var i = 0; i < Math.Max(was.Length, now.Length); i++)
        {
            var where = was.Length == 1 && now.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {i + 1}");
            if (i >= was.Length)
                return new(where, "(the text is over)", now[i]);
            if (i >= now.Length)
                return new(where, was[i], "(the text is over)");
            if (Line(was[i], now[i], options) is { } difference)
                return difference with { Where = where };
        }

        return null;
    }

    private static OutputDifference? Line(string stored, string fresh, CheckOptions options)
    {
        if (stored == fresh)
            return null;
        var (was, now) = (Number().Matches(stored), Number().Matches(fresh));
        if (was.Count != now.Count || Number().Replace(stored, "0") != Number().Replace(fresh, "0"))
            return new("", stored, fresh);
        foreach (var (a, b) in was.Zip(now))
        {
            if (Apart(double.Parse(a.Value, CultureInfo.InvariantCulture), double.Parse(b.Value, CultureInfo.InvariantCulture), options) is { } why)
                return new("", stored, fresh, why);
        }

        return null;
    }

    /// <summary>How far two numbers are apart, if it is too far.</summary>
    public static string? Apart(double stored, double fresh, CheckOptions options)
    {
        if (options.Accepts(stored, fresh))
            return null;
        var distance = Math.Abs(stored - fresh);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{stored:R} and {fresh:R} are {distance:G3} apart ({distance / Math.Max(Math.Abs(stored), Math.Abs(fresh)):G3} of the larger); {options.Relative:G3} of it or {options.Absolute:G3} would pass");
    }

    [GeneratedRegex(@"(?<![\w.])[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")]
    private static partial Regex Number();
}
