using System.Globalization;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Cli;

/// <summary>A merge parameter on the command line: <c>0.5</c>, a gradient <c>0,0.5,1</c>, or <c>self_attn=0,1</c> for tensors of a name.</summary>
internal static class SettingText
{
    public static bool IsOne(string text) => Parse(text) is not null;

    /// <summary>All that was said; what names no tensors counts for the rest. null when nothing was.</summary>
    public static ParameterSetting? Of(string[]? texts)
    {
        if (texts is null or [])
            return null;
        var settings = texts.Select(text => Parse(text)!.Value).ToList();
        if (settings is [{ Filter: null, Value: var only }])
            return only;
        return ParameterSetting.Filtered([.. settings.OrderBy(setting => setting.Filter is null)]);
    }

    /// <summary>Numbers with commas between them; null when one of them is none, or nothing was said.</summary>
    public static IReadOnlyList<double>? Numbers(string? text)
    {
        var numbers = new List<double>();
        foreach (var part in text?.Split(',') ?? [])
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                return null;
            numbers.Add(number);
        }

        return numbers.Count == 0 ? null : numbers;
    }

    private static (string? Filter, ParameterSetting Value)? Parse(string text)
    {
        var (filter, rest) = text.LastIndexOf('=') is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (null, text);
        if (filter == "" || Numbers(rest) is not { } numbers)
            return null;
        return (filter, numbers is [var one] ? one : ParameterSetting.Gradient(numbers));
    }
}
