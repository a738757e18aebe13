using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>OpenOrca: questions of FLAN with answers of GPT-3.5 and GPT-4 that reason under a system prompt.</summary>
/// <remarks>
/// Mukherjee et al. 2023; <c>Open-Orca/OpenOrca</c>: id, system_prompt, question, response, in two Parquet files (1M-GPT4-Augmented,
/// 3_5M-GPT3_5-Augmented), which belong together into one folder. Paper §4.1: rows of benchmark tasks are filtered (<see cref="TaskFilter"/>).
/// </remarks>
public static class OpenOrca
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<InstructionExample> Schema { get; } = new()
    {
        Name = "OpenOrca",
        Columns = ["id", "system_prompt", "question", "response"],
        Filled = ["question", "response"],
        Key = ["id"],
        Task = TaskFilter.Column,
        Convert = row => RowVerdict.Keep<InstructionExample>(new(Asked.Of(row.Text("system_prompt"), row.Text("question")), row.Text("response"), $"{row.Source} ({row.Text("id")})")),
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<InstructionExample> Read(string path, Draw? draw = null) => Schema.Read(path, draw);
}
