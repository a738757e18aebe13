namespace Solar.Research.Evaluation;

/// <summary>How one document was answered: what a later run need not ask again.</summary>
/// <param name="Model">The sha256 of weights, shape and vocabulary.</param>
/// <param name="Task">The task's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Group">The part of the benchmark: MMLU's subject, or "".</param>
/// <param name="Row">The document's place in its file, from 0.</param>
/// <param name="Shots">Examples in the prompt.</param>
/// <param name="PromptSha256">Of the document's requests; see <see cref="RequestHash"/>.</param>
/// <param name="Bos">Whether the prompt began with the begin token.</param>
/// <param name="MaxNewTokens">The most tokens of a generated answer; 0 where choices were scored.</param>
/// <param name="LogLikelihoods">Of each request, natural.</param>
/// <param name="Text">The generated answer, or null.</param>
/// <param name="Answer">The choice taken (from 0), or the number extracted.</param>
/// <param name="Metrics">Each metric's value.</param>
/// <param name="Score">The value of the metric that counts: 1 is right; of TruthfulQA the share of probability that true answers have.</param>
public sealed record ItemRecord(
    string Model,
    string Task,
    int Version,
    string Group,
    int Row,
    int Shots,
    string PromptSha256,
    bool Bos,
    int MaxNewTokens,
    IReadOnlyList<double> LogLikelihoods,
    string? Text,
    string Answer,
    IReadOnlyDictionary<string, double> Metrics,
    double Score);
