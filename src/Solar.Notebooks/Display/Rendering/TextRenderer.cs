using System.Text;
using Solar.Notebooks.Display.Outlines;

namespace Solar.Notebooks.Display.Rendering;

/// <summary>Writes an outline for a terminal: aligned tables, one line for each thing else.</summary>
internal static class TextRenderer
{
    private const int CellLetters = 80, LineLetters = 400;

    /// <summary>The whole, over as many lines as it takes.</summary>
    public static string Render(Outline outline) => outline switch
    {
        Leaf leaf => leaf.Text,
        Block block => block.Text,
        Grid grid => OfGrid(grid),
        Members { IsTuple: false } members => OfMembers(members),
        Row row when row.Items.All(IsShort) => Line(row, int.MaxValue),
        Row row => string.Join('\n', [.. row.Items.Select((item, i) => Indented($"[{i}] ", Inner(item))), .. row.More is null ? Array.Empty<string>() : [row.More]]),
        Special special => special.Formatters.Format(special.Value, "text/plain") ?? Render(special.Otherwise.Value),
        Ready ready => ready.Bundle.Data.GetValueOrDefault("text/plain")?.ToString() ?? Line(ready),
        _ => Line(outline, int.MaxValue),
    };

    /// <summary>In one line, cut where it grows long.</summary>
    public static string Line(Outline outline, int letters = LineLetters)
    {
        var text = outline switch
        {
            Leaf leaf => leaf.Text,
            Block block => block.Text,
            Row row => $"[{string.Join(", ", Lines(row.Items, row.More))}]",
            Members { IsTuple: true } tuple => $"({string.Join(", ", tuple.Entries.Select(entry => Line(entry.Value)))})",
            Members { Said: { } said } => said,
            Members members => Braced(members),
            Grid { Columns: null } grid => $"{grid.Title} [{string.Join(", ", Lines([.. grid.Rows.Select(row => new Row([.. row.Select(Present)]))], grid.More))}]".TrimStart(),
            Grid grid => $"[{string.Join(", ", Lines([.. grid.Rows.Select(row => new Members(null, [.. grid.Columns!.Zip(row.Select(Present))]))], grid.More))}]",
            Special special => special.Formatters.Format(special.Value, "text/plain") ?? Line(special.Otherwise.Value, letters),
            Ready ready => ready.Bundle.Data.GetValueOrDefault("text/plain")?.ToString() ?? $"({string.Join(", ", ready.Bundle.Data.Keys)})",
            _ => "",
        };
        var line = text.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 ? text : text.ReplaceLineEndings("↵").Replace('\t', ' ');
        return line.Length <= letters ? line : string.Concat(line.AsSpan(0, letters - 1), "…");
    }

    private static string OfGrid(Grid grid)
    {
        var table = new TextTable(grid.Width);
        if (grid.Columns is not null)
            table.Head([.. grid.Columns.Select(name => Line(new Leaf(name), CellLetters))]);
        foreach (var row in grid.Rows)
            table.Add([.. row.Select(cell => (cell is null ? "" : Line(cell, CellLetters), cell is Leaf { IsNumber: true }))]);
        return string.Join('\n', new[] { grid.Title, table.ToString(), grid.More }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string OfMembers(Members members)
    {
        var lines = new StringBuilder(members.Said ?? members.Title);
        var indent = lines.Length > 0 ? "  " : "";
        foreach (var (name, value) in members.Entries)
            lines.Append(lines.Length > 0 ? "\n" : "").Append(indent).Append(name).Append(": ").Append(Line(value));
        if (members.More is not null)
            lines.Append('\n').Append(indent).Append(members.More);
        return lines.Length > 0 ? lines.ToString() : "{ }";
    }

    private static string Braced(Members members)
    {
        var inner = string.Join(", ", [.. members.Entries.Select(entry => $"{entry.Name} = {Line(entry.Value)}"), .. members.More is null ? Array.Empty<string>() : [members.More]]);
        return $"{members.Title} {(inner.Length > 0 ? $"{{ {inner} }}" : "{ }")}".TrimStart();
    }

    private static IEnumerable<string> Lines(IReadOnlyList<Outline> items, string? more) =>
        more is null ? items.Select(item => Line(item)) : items.Select(item => Line(item)).Append(more);

    private static string Inner(Outline outline) => outline is Grid or Special or Block ? Render(outline) : Line(outline);

    private static string Indented(string first, string text) => first + text.Replace("\n", "\n" + new string(' ', first.Length), StringComparison.Ordinal);

    private static bool IsShort(Outline item) => item is Leaf or Members { IsTuple: true } || (item is Row row && row.Items.All(IsShort)) || (item is Special && Line(item).Length < CellLetters && item.IsPlain);

    private static Outline Present(Outline? cell) => cell ?? new Leaf("");
}
