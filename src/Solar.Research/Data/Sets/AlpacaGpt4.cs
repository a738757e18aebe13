using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>Alpaca-GPT4: 52K instructions, some with an input, answered by GPT-4.</summary>
/// <remarks>Peng et al. 2023; <c>c-s-ale/alpaca-gpt4-data</c>: instruction, input, output. Stanford's own Alpaca and its kin have the same columns.</remarks>
public static class AlpacaGpt4
{
    /// <summary>The columns, and what becomes of them.</summary>
    public static RowSchema<InstructionExample> Schema { get; } = new()
    {
        Name = "Alpaca",
        Columns = ["instruction", "input", "output"],
        Filled = ["instruction", "output"],
        Key = ["instruction", "input", "output"],
        Convert = row =>
        {
            var input = row.Text("input");
            var asked = new ChatMessage(ChatMessage.User, row.Text("instruction")) { Input = string.IsNullOrWhiteSpace(input) ? null : input };
            return RowVerdict.Keep<InstructionExample>(new([asked], row.Text("output"), row.Source));
        },
    };

    /// <inheritdoc cref="RowSchema{T}.Read(string, Draw)"/>
    public static DrawnRows<InstructionExample> Read(string path, Draw? draw = null) => Schema.Read(path, draw);
}
