namespace Solar.Research.Data.Sets;

/// <summary>A set on disk: one file, or several of one format that together are the set.</summary>
/// <param name="Set">The name of the set.</param>
/// <param name="Format">What the files are.</param>
/// <param name="Paths">The files, in the order in which their rows count.</param>
public sealed record DataFile(string Set, DataFormat Format, IReadOnlyList<string> Paths)
{
    private static readonly Dictionary<string, DataFormat> Formats = new()
    {
        [".jsonl"] = DataFormat.JsonLines,
        [".json"] = DataFormat.Json,
        [".csv"] = DataFormat.Csv,
        [".parquet"] = DataFormat.Parquet,
    };

    /// <summary>The extensions that are read.</summary>
    internal static IEnumerable<string> Extensions => Formats.Keys;

    /// <summary>The set in this file, or in all files of a folder and the folders in it, by name.</summary>
    /// <exception cref="FileNotFoundException">Nothing stands there.</exception>
    /// <exception cref="InvalidDataException">It is of no format that is read, or the folder mixes formats.</exception>
    public static DataFile At(string path)
    {
        if (Directory.Exists(path))
            return Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), path, Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories));
        return File.Exists(path)
            ? Of(Path.GetFileNameWithoutExtension(path), path, [path])
            : throw new FileNotFoundException($"{path}: no such file or folder.", path);
    }

    /// <summary>The rows, in order, with the columns that are asked for.</summary>
    /// <param name="columns">Members that every row has to have.</param>
    /// <param name="optional">Members that are read where they are.</param>
    /// <exception cref="InvalidDataException">A row is broken or lacks a member; the message has file and line (in Parquet, row).</exception>
    public IEnumerable<DataRow> Rows(IReadOnlyList<string> columns, IReadOnlyList<string>? optional = null) => Format switch
    {
        DataFormat.Parquet => ParquetRows.Read(this, columns, optional ?? []),
        DataFormat.Csv => Paths.SelectMany(path => CsvRows.Read(path, columns, optional ?? [])),
        DataFormat.Json => Paths.SelectMany(path => JsonRows.ReadArray(path, columns, optional ?? [])),
        _ => Paths.SelectMany(path => JsonRows.ReadLines(path, columns, optional ?? [])),
    };

    /// <summary>The names of the columns; in JSON, those of the first row.</summary>
    /// <returns>Nothing when there is no row to tell them.</returns>
    public IReadOnlyList<string> Columns() => Format switch
    {
        DataFormat.Parquet => ParquetRows.Columns(this),
        DataFormat.Csv => CsvRows.Columns(Paths[0]),
        DataFormat.Json => JsonRows.FirstMembers(JsonRows.ObjectsOfArray, Paths),
        _ => JsonRows.FirstMembers(JsonRows.ObjectsOfLines, Paths),
    };

    /// <summary>The files in a few words.</summary>
    public override string ToString() => Paths.Count == 1 ? Paths[0] : $"{Paths[0]} and {Paths.Count - 1} more";

    internal static DataFile Of(string set, string where, IEnumerable<string> files)
    {
        var known = files.Where(file => Formats.ContainsKey(Path.GetExtension(file))).Order(StringComparer.Ordinal).ToList();
        if (known.Count == 0)
            throw new InvalidDataException($"{where}: holds no file that is read as data; these are {string.Join(", ", Extensions)}.");
        var formats = known.Select(Path.GetExtension).Distinct().ToList();
        return formats.Count == 1
            ? new(set, Formats[formats[0]!], known)
            : throw new InvalidDataException($"{where}: holds files of several formats ({string.Join(", ", formats)}); leave those of one, so that no row is read twice.");
    }
}
