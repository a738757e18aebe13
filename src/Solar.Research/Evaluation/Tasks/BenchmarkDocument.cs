namespace Solar.Research.Evaluation.Tasks;

/// <summary>What a model is asked: how likely a continuation is, or, without one, to go on by itself.</summary>
/// <param name="Context">The text before.</param>
/// <param name="Continuation">The text whose log-likelihood is asked for; null lets the model answer.</param>
public sealed record EvaluationRequest(string Context, string? Continuation);

/// <summary>What a model gave to the requests of one document.</summary>
/// <param name="LogLikelihoods">Natural, summed over the tokens of each continuation; empty where the model answered.</param>
/// <param name="Text">The answer, where it gave one.</param>
public sealed record ModelAnswer(IReadOnlyList<double> LogLikelihoods, string? Text = null);

/// <summary>How one document was answered.</summary>
/// <param name="Answer">The choice taken (from 0), or the answer extracted.</param>
/// <param name="Metrics">Each metric's value for this document, by the harness's names.</param>
public sealed record DocumentScore(string Answer, IReadOnlyDictionary<string, double> Metrics);

/// <summary>One row of a benchmark as the harness reads it.</summary>
public abstract class BenchmarkDocument
{
    /// <summary>Its place in the file, from 0.</summary>
    public required int Row { get; init; }

    /// <summary>The part of a prompt that asks (the harness's <c>doc_to_text</c>).</summary>
    public required string Text { get; init; }

    /// <summary>What follows the text where the document is an example (<c>doc_to_target</c>).</summary>
    public abstract string Target { get; }

    /// <summary>The requests, in the harness's order.</summary>
    /// <param name="context">The whole prompt, which ends in <see cref="Text"/>.</param>
    public abstract IReadOnlyList<EvaluationRequest> Requests(string context);

    /// <summary>Scores what a model gave.</summary>
    public abstract DocumentScore Score(ModelAnswer answer);

    /// <summary>The first of the largest, as numpy's <c>argmax</c>.</summary>
    protected static int Largest(IEnumerable<double> values) => values.Index().MaxBy(pair => pair.Item).Index;
}
