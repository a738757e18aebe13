namespace Solar.Research.Contamination;

/// <summary>What the test found of one text.</summary>
/// <param name="Id">Which text: file and line.</param>
/// <param name="Nll">The text's mean negative log-likelihood under the target, in nats a token.</param>
/// <param name="Score">The share of continuations that the target finds likelier than the text. Low speaks for memory.</param>
/// <param name="PrefixWords">The words that the reference model went on from.</param>
/// <param name="ContinuationNlls">The same of each continuation, in the order in which they were drawn.</param>
public sealed record ContaminationExample(string Id, double Nll, double Score, int PrefixWords, IReadOnlyList<double> ContinuationNlls);
