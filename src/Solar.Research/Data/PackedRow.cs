namespace Solar.Research.Data;

/// <summary>One row of a training batch: T + 1 tokens without padding, so that T of them have a successor to predict.</summary>
/// <param name="Tokens">[T + 1] Token ids; Tokens[t + 1] is the target at t.</param>
/// <param name="DocumentStarts">
/// [T + 1] The index within the row where the document of token t begins; 0 when it began in an earlier row.
/// Attention of token t reaches back to that index and no further.
/// </param>
public sealed record PackedRow(int[] Tokens, int[] DocumentStarts);
