namespace Solar.Research.Data;

/// <summary>One row of a training batch: T + 1 tokens, so that T of them have a successor to predict.</summary>
/// <param name="Tokens">[T + 1] Token ids; Tokens[t + 1] is the target at t.</param>
/// <param name="DocumentStarts">
/// [T + 1] The index within the row where the document of token t begins; 0 when it began in an earlier row.
/// Attention of token t reaches back to that index and no further.
/// </param>
/// <param name="Counted">[T + 1] Whether token t is a target that the loss counts; null counts every one. The first is never a target.</param>
public sealed record PackedRow(int[] Tokens, int[] DocumentStarts, bool[]? Counted = null);
