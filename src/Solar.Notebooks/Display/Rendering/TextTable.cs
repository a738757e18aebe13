using System.Text;

namespace Solar.Notebooks.Display.Rendering;

/// <summary>Columns of text under each other, two blanks apart; a column of numbers stands at its right edge.</summary>
internal sealed class TextTable(int width)
{
    private readonly List<(string Text, bool IsNumber)[]> _rows = [];
    private string[]? _head;

    /// <summary>The names of the columns.</summary>
    public void Head(string[] names) => _head = names;

    /// <summary>A row; one that is too short ends in blanks.</summary>
    public void Add((string Text, bool IsNumber)[] row) => _rows.Add(row);

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = new int[width];
        var right = new bool[width];
        for (var i = 0; i < width; i++)
        {
            var column = _rows.Where(row => i < row.Length).Select(row => row[i]).ToArray();
            widths[i] = Math.Max(_head is null ? 0 : LetterWidth.Of(_head[i]), column.Length == 0 ? 0 : column.Max(cell => LetterWidth.Of(cell.Text)));
            right[i] = column.Any(cell => cell.IsNumber) && column.All(cell => cell.IsNumber || cell.Text is "" or "null");
        }

        var text = new StringBuilder();
        if (_head is not null)
        {
            AddLine(text, _head, widths, right);
            AddLine(text, [.. widths.Select(letters => new string('─', letters))], widths, right);
        }

        foreach (var row in _rows)
            AddLine(text, [.. row.Select(cell => cell.Text)], widths, right);
        return text.ToString().TrimEnd('\n');
    }

    private static void AddLine(StringBuilder text, string[] cells, int[] widths, bool[] right)
    {
        var start = text.Length;
        for (var i = 0; i < cells.Length; i++)
        {
            var blanks = new string(' ', widths[i] - LetterWidth.Of(cells[i]));
            text.Append(i > 0 ? "  " : "").Append(right[i] ? blanks + cells[i] : cells[i] + blanks);
        }

        while (text.Length > start && text[^1] == ' ')
            text.Length--;
        text.Append('\n');
    }
}
