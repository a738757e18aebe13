using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Solar.Notebooks.Display.Outlines;

namespace Solar.Notebooks.Display.Rendering;

/// <summary>Writes an outline as HTML that shows anywhere: escaped, without script or style sheets, in the front end's own colours.</summary>
internal sealed class HtmlRenderer
{
    private const string Left = "text-align:left", Right = "text-align:right";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    /// <summary>The HTML of a whole value.</summary>
    public static string Render(Outline outline)
    {
        var renderer = new HtmlRenderer();
        renderer.Add(outline, inner: false);
        return renderer._html.ToString();
    }

    /// <summary>Text that means itself.</summary>
    public static string Escape(string text) => Encoder.Encode(text).Replace("&#xA;", "\n", StringComparison.Ordinal).Replace("&#x9;", "\t", StringComparison.Ordinal).Replace("&#xD;", "", StringComparison.Ordinal);

    private void Add(Outline outline, bool inner)
    {
        switch (outline)
        {
            case Leaf leaf when inner: AddText(leaf.Text); break;
            case Leaf or Block: Tag("pre", "margin:0;white-space:pre-wrap", TextRenderer.Render(outline)); break;
            case Grid grid: AddGrid(grid); break;
            case Members members when members.IsPlain && inner: AddText(TextRenderer.Line(members)); break;
            case Members members: AddMembers(members); break;
            case Row row when row.IsPlain && row.Items.All(item => item is Leaf or Row): AddLine(TextRenderer.Line(row), inner); break;
            case Row row: AddRow(row); break;
            case Special special: AddSpecial(special, inner); break;
            case Ready ready when ready.Bundle.Data.GetValueOrDefault("text/html") is { } html: _html.Append(html); break;
            default: AddLine(TextRenderer.Render(outline), inner); break;
        }
    }

    private void AddSpecial(Special special, bool inner)
    {
        if (special.Formatters.Format(special.Value, "text/html") is { } html)
            _html.Append(html);
        else
            Add(special.Otherwise.Value, inner);
    }

    private void AddGrid(Grid grid)
    {
        var right = Enumerable.Range(0, grid.Width).Select(i => IsNumeric(grid.Rows.Select(row => i < row.Length ? row[i] : null))).ToArray();
        Open(grid.Title);
        if (grid.Columns is not null)
        {
            _html.Append("<thead><tr>");
            for (var i = 0; i < grid.Columns.Count; i++)
                Tag("th", right[i] ? Right : Left, grid.Columns[i]);
            _html.Append("</tr></thead>");
        }

        _html.Append("<tbody>");
        foreach (var row in grid.Rows)
        {
            _html.Append("<tr>");
            for (var i = 0; i < grid.Width; i++)
                Cell(i < row.Length ? row[i] : null, right[i] ? Right : Left);
            _html.Append("</tr>");
        }

        Close(grid.More);
    }

    private void AddMembers(Members members)
    {
        Open(members.Said ?? members.Title);
        _html.Append("<tbody>");
        foreach (var (name, value) in members.Entries)
        {
            _html.Append("<tr>");
            Tag("th", Left, name);
            Cell(value, Left);
            _html.Append("</tr>");
        }

        Close(members.More);
    }

    private void AddRow(Row row)
    {
        Open(null);
        _html.Append("<tbody>");
        for (var i = 0; i < row.Items.Count; i++)
        {
            _html.Append("<tr>");
            Tag("th", Right, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Cell(row.Items[i], Left);
            _html.Append("</tr>");
        }

        Close(row.More);
    }

    // A page without a document type gives tables a colour of their own, black on a dark page too.
    private void Open(string? caption)
    {
        _html.Append("<table border=\"1\" cellpadding=\"4\" style=\"border-collapse:collapse;color:inherit\">");
        if (!string.IsNullOrEmpty(caption))
            Tag("caption", "caption-side:top;text-align:left;white-space:pre;font-weight:bold", caption);
    }

    private void Close(string? more)
    {
        _html.Append("</tbody></table>");
        if (more is not null)
            Tag("div", "opacity:.7", more);
    }

    private void Cell(Outline? cell, string style)
    {
        _html.Append("<td style=\"").Append(style).Append("\">");
        if (cell is not null)
            Add(cell, inner: true);
        _html.Append("</td>");
    }

    private void AddLine(string text, bool inner) => Tag(inner ? "span" : "pre", inner ? "white-space:pre-wrap" : "margin:0;white-space:pre-wrap", text);

    private void AddText(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
            Tag("span", "white-space:pre-wrap", text);
        else
            _html.Append(Escape(text));
    }

    private void Tag(string name, string style, string text) =>
        _html.Append('<').Append(name).Append(" style=\"").Append(style).Append("\">").Append(Escape(text)).Append("</").Append(name).Append('>');

    private static bool IsNumeric(IEnumerable<Outline?> column)
    {
        var any = false;
        foreach (var cell in column)
        {
            if (cell is Leaf { IsNumber: true })
                any = true;
            else if (cell is not null and not Leaf { Text: "null" })
                return false;
        }

        return any;
    }
}
