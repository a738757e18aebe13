using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>MATH: competition problems with worked solutions; the only seeds of the paper's synthetic mathematics.</summary>
/// <remarks>Hendrycks et al. 2021; problem, level, type, solution; as published, a folder for each subject with a JSON file for each problem.</remarks>
public static class MathProblems
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<MathProblem> Schema { get; } = new()
    {
        Name = "MATH",
        Columns = ["problem", "level", "type", "solution"],
        Filled = ["problem", "solution"],
        Key = ["problem", "solution"],
        Convert = row => RowVerdict.Keep<MathProblem>(Problem(row)),
    };

    /// <summary>The same as instructions: the problem asks, the solution answers.</summary>
    public static RowSchema<InstructionExample> AsInstructions { get; } = new()
    {
        Name = Schema.Name,
        Columns = Schema.Columns,
        Filled = Schema.Filled,
        Key = Schema.Key,
        Convert = row => RowVerdict.Keep<InstructionExample>(new(Asked.Of("", row.Text("problem")), row.Text("solution"), Problem(row).Source)),
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<MathProblem> Read(string path, Draw? draw = null) => Schema.Read(path, draw);

    // One problem a file is told apart by subject and number, not by its line.
    private static MathProblem Problem(DataRow row)
    {
        var source = Path.GetExtension(row.File) == ".json" && row.Number == 1 ? $"{Path.GetFileName(Path.GetDirectoryName(row.File))}/{row.Source}" : row.Source;
        return new(row.Text("problem"), row.Text("level"), row.Text("type"), row.Text("solution"), source);
    }
}
