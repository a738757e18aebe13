using System.Globalization;
using System.Net;
using System.Text;

namespace Solar.Research.Display;

/// <summary>Rows of text under headings, as a notebook shows them.</summary>
/// <param name="Caption">What the table is of, in a line.</param>
/// <param name="Columns">The headings; a heading that begins with <c>&gt;</c> stands, with its cells, at the right.</param>
/// <param name="Rows">The cells, as many in each row as there are headings.</param>
internal sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A table element without script and without style sheets, which front ends remove.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table><caption style=\"caption-side:top;text-align:left;font-weight:bold\">").Append(WebUtility.HtmlEncode(Caption)).Append("</caption><thead><tr>");
        for (var i = 0; i < Columns.Count; i++)
            Cell(html, "th", i, Heading(i));
        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < Columns.Count; i++)
                Cell(html, "td", i, row[i]);
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The same in columns of plain text.</summary>
    public override string ToString()
    {
        var widths = Columns.Select((_, i) => Rows.Select(row => row[i].Length).Append(Heading(i).Length).Max()).ToList();
        var text = new StringBuilder(Caption).Append('\n');
        Line(text, widths, [.. Columns.Select((_, i) => Heading(i))]);
        Line(text, widths, [.. widths.Select(width => new string('-', width))]);
        foreach (var row in Rows)
            Line(text, widths, row);
        return text.ToString();
    }

    private bool AtTheRight(int column) => Columns[column].StartsWith('>');

    private string Heading(int column) => Columns[column].TrimStart('>');

    // By attribute and by style: some front ends align cells themselves unless a style says otherwise, some remove styles.
    private void Cell(StringBuilder html, string element, int column, string text)
    {
        var side = AtTheRight(column) ? "right" : "left";
        html.Append(CultureInfo.InvariantCulture, $"<{element} align=\"{side}\" style=\"text-align:{side}\">{WebUtility.HtmlEncode(text)}</{element}>");
    }

    private void Line(StringBuilder text, List<int> widths, IReadOnlyList<string> cells)
    {
        var padded = cells.Select((cell, i) => AtTheRight(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
    }
}
