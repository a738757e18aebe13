using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The loss of a few examples, and over how much it is a mean.</summary>
/// <param name="Mean">[] The mean loss in nats; the term with a gradient.</param>
/// <param name="Weight">What the mean is over: target tokens, or preference pairs. Batches are averaged by it.</param>
/// <param name="Tokens">Tokens that went through the model, for tokens per second and FLOPs.</param>
/// <param name="Measures">Other means to be logged, by name.</param>
public readonly record struct BatchLoss(Tensor Mean, long Weight, long Tokens, IReadOnlyDictionary<string, Measure>? Measures = null);

/// <summary>The mean of something besides the loss.</summary>
/// <param name="Mean">[] without a gradient.</param>
/// <param name="Weight">What it is a mean over; batches are averaged by it.</param>
public readonly record struct Measure(Tensor Mean, long Weight);

/// <summary>Computes the loss of the examples with these indices. Called inside a dispose scope that frees what it makes.</summary>
public delegate BatchLoss LossOf(IReadOnlyList<int> examples);

/// <summary>What is learned from, or measured on: numbered examples and their loss. All that the loop knows of a training stage.</summary>
/// <param name="Count">Examples.</param>
/// <param name="Sha256">What identifies the examples; a run is not resumed on others.</param>
/// <param name="LossOf">The loss of some of them under the model being trained.</param>
public sealed record ExampleSet(int Count, string Sha256, LossOf LossOf);
