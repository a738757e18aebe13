using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>MetaMathQA: rephrased mathematical questions with worked answers; the schema that Synth. Math-Instruct has here as well.</summary>
/// <remarks>
/// Yu et al. 2023; <c>meta-math/MetaMathQA</c>: query, response, type, original_question. Paper §4.1 names it as the open substitute for
/// Synth. Math-Instruct; most of it is made from GSM8K's training set (types GSM_*), which the paper's own set avoids.
/// </remarks>
public static class MetaMathQa
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<InstructionExample> Schema { get; } = new()
    {
        Name = "MetaMathQA",
        Columns = ["query", "response"],
        Filled = ["query", "response"],
        Key = ["query", "response"],
        Convert = row => RowVerdict.Keep<InstructionExample>(new(Asked.Of("", row.Text("query")), row.Text("response"), row.Source)),
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<InstructionExample> Read(string path, Draw? draw = null) => Schema.Read(path, draw);
}
