using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Solar.Notebooks.Documents;

/// <summary>Ids for cells that have none: eight hex digits that follow from the cell's kind and text, so that two runs agree.</summary>
internal static class CellIds
{
    /// <summary>Gives every cell without an id of its own one. Of several cells with one id, the first keeps it.</summary>
    public static void Complete(IEnumerable<NotebookCell> cells)
    {
        var all = cells.ToArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var missing = all.Where(c => c.Id is null || !taken.Add(c.Id)).ToArray();
        foreach (var cell in missing)
            cell.Id = Free(cell, taken);
    }

    private static string Free(NotebookCell cell, HashSet<string> taken)
    {
        for (var copy = 0; ; copy++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cell.Kind}\n{copy}\n{cell.Source}")));
            var id = Convert.ToHexStringLower(hash.AsSpan(0, 4));
            if (taken.Add(id))
                return id;
        }
    }
}
