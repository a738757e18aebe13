namespace Solar.Research.Contamination;

/// <summary>A text whose traces are looked for in a model or a training set.</summary>
/// <param name="Id">Which text it is: file and line.</param>
/// <param name="Text">A question, a blank, and its correct answer.</param>
public sealed record BenchmarkText(string Id, string Text);
