using Solar.DuckDb;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Languages.Sql;

/// <summary>DuckDB's messages as a cell's errors; they show the line and the place themselves.</summary>
internal static class SqlError
{
    public static CellFailedException Of(DuckDbException failed, string cellName)
    {
        var lines = failed.Message.ReplaceLineEndings("\n").Split('\n');
        // "Catalog Error: Table with name …"
        var colon = lines[0].IndexOf(": ", StringComparison.Ordinal);
        var name = colon > 0 && lines[0][..colon].EndsWith("Error", StringComparison.Ordinal) ? lines[0][..colon] : "SQL Error";
        return new(name, lines[0][(colon > 0 && name != "SQL Error" ? colon + 2 : 0)..], [$"{cellName}: {lines[0]}", .. lines[1..]]);
    }
}
