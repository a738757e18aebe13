using System.Globalization;
using Solar.Research.Data;
using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Contamination;

/// <summary>All that is said in the rows of a training set, whatever its schema.</summary>
public static class TrainingTexts
{
    /// <summary>For each row its file and line, and all its texts, one below the other; of nested members as well.</summary>
    /// <param name="path">.jsonl, .json, .csv, .parquet, or .txt, which is one row.</param>
    /// <exception cref="InvalidDataException">A row is damaged; the message has file and line.</exception>
    public static IEnumerable<(string Id, string Text)> Read(string path)
    {
        var name = Path.GetFileName(path);
        if (Path.GetExtension(path).Equals(".txt", StringComparison.OrdinalIgnoreCase))
            return TextDocuments.Read(path).Select(text => (name, text));
        return RowReader.Read(path).Select((row, i) => (
            string.Create(CultureInfo.InvariantCulture, $"{name}:{i + 1}"),
            string.Join('\n', row.Pairs.SelectMany(pair => Said(pair.Value)))));
    }

    private static IEnumerable<string> Said(object? value) => value switch
    {
        string text => [text],
        IReadOnlyDictionary<string, object?> members => members.Values.SelectMany(Said),
        IReadOnlyList<object?> list => list.SelectMany(Said),
        _ => [],
    };
}
