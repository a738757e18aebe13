using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine.Magics;

/// <summary>The magics that list variables.</summary>
internal static class VariableMagics
{
    private const int LongestValue = 60;

    /// <summary><c>#!who</c></summary>
    public static void Who(MagicCall call) => call.Cell.Emit(new DisplayData(MimeBundle.Text(
        call.Language.Variables is { Count: > 0 } variables ? string.Join("\n", variables.Select(variable => variable.Name)) : None(call))));

    /// <summary><c>#!whos</c></summary>
    public static void Whos(MagicCall call)
    {
        if (call.Language.Variables.Count == 0)
        {
            call.Cell.Emit(new DisplayData(MimeBundle.Text(None(call))));
            return;
        }

        string[][] rows = [];
        call.Cell.Guard(() => rows = [.. call.Language.Variables.Select(variable => new[] { variable.Name, TypeNames.Short(variable.Type), Short(variable.Value) })]);
        call.Cell.Emit(new DisplayData(Table([["Variable", "Type", "Value"], .. rows])));
    }

    private static string None(MagicCall call) => $"{call.Language.Name} has no variables.";

    private static string Short(object? value)
    {
        var text = value is string words ? $"\"{words}\"" : Formatter.Of(value, "text/plain").Data.GetValueOrDefault("text/plain")?.ToString() ?? "";
        text = string.Join(' ', text.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestValue ? text : text[..(LongestValue - 1)] + "…";
    }

    private static MimeBundle Table(IReadOnlyList<string[]> rows)
    {
        var plain = new StringBuilder();
        var html = new StringBuilder("<table>");
        var widths = Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var (index, row) in rows.Index())
        {
            plain.Append(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd()).Append('\n');
            var tag = index == 0 ? "th" : "td";
            html.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select(text => $"<{tag}>{WebUtility.HtmlEncode(text)}</{tag}>"))}</tr>");
        }

        return new(new Dictionary<string, JsonNode?>
        {
            ["text/html"] = JsonValue.Create(html.Append("</table>").ToString()),
            ["text/plain"] = JsonValue.Create(plain.ToString().TrimEnd()),
        });
    }
}
