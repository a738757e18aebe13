using CsvHelper;

namespace Solar.Research.Data.Sets;

/// <summary>Streams rows out of a CSV file with a header. All values are texts; an empty field is an empty text.</summary>
internal static class CsvRows
{
    private static readonly CsvReaderOptions Options = new() { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw, TrackLineNumbers = true };

    public static IReadOnlyList<string> Columns(string path)
    {
        using var csv = CsvReader.FromFile(path, Options);
        csv.ReadHeader();
        return [.. csv.Headers];
    }

    public static IEnumerable<DataRow> Read(string path, IReadOnlyList<string> columns, IReadOnlyList<string> optional)
    {
        using var csv = CsvReader.FromFile(path, Options);
        csv.ReadHeader();
        if (columns.Except(csv.Headers).FirstOrDefault() is { } missing)
            throw new InvalidDataException($"{path}, line 1: expected a column '{missing}', found {string.Join(", ", csv.Headers)}.");
        var wanted = columns.Concat(optional.Intersect(csv.Headers)).Select(name => (Name: name, Index: csv.GetFieldIndex(name))).ToList();
        while (Next(csv, path))
            yield return new(path, csv.LineNumber, isLine: true, wanted.ToDictionary(column => column.Name, column => (object?)csv.GetString(column.Index)));
    }

    private static bool Next(CsvReader csv, string path)
    {
        try
        {
            return csv.Read();
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException($"{path}, line {csv.LineNumber}: {wrong.Message}", wrong);
        }
    }
}
