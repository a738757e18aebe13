using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Evaluation;

/// <summary>A document with its whole prompt.</summary>
/// <param name="Task">Its benchmark.</param>
/// <param name="Group">The part of the benchmark: MMLU's subject, or "".</param>
/// <param name="Document">The row.</param>
/// <param name="Context">Description, examples and question.</param>
/// <param name="Requests">What the model is asked.</param>
public sealed record PromptedDocument(BenchmarkTask Task, string Group, BenchmarkDocument Document, string Context, IReadOnlyList<EvaluationRequest> Requests)
{
    /// <summary>The sha256 of the requests as <see cref="RequestHash"/> takes it: two documents with the same are the same question.</summary>
    public string Sha256() => RequestHash.Of(Requests);
}
