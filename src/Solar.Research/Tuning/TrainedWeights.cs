using System.Text.Json.Nodes;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>What a trainer changes: all weights of a model, or adapters beside a model that stays as it is.</summary>
public abstract class TrainedWeights
{
    /// <summary>The model that examples go through.</summary>
    public abstract Decoder Model { get; }

    /// <summary>[N] The weights, one flat buffer.</summary>
    public abstract Tensor Weights { get; }

    /// <summary>[N] Their gradients; backward adds to them.</summary>
    public abstract Tensor Gradients { get; }

    /// <summary>The weights [0, this) take weight decay.</summary>
    public abstract long DecayedCount { get; }

    /// <summary>What they are; a run is not resumed with others.</summary>
    public abstract JsonObject Description { get; }

    /// <summary>Called before each forward and backward pass, with numbers that say which it is.</summary>
    /// <param name="step">The optimizer step, counted from 1.</param>
    /// <param name="part">The micro-batch of the step, counted from 0.</param>
    public virtual void BeginPass(int step, int part)
    {
    }

    /// <summary>Called when no more passes are learned from: before measuring, and at the end.</summary>
    public virtual void EndPasses()
    {
    }

    /// <summary>Writes them as a folder.</summary>
    /// <param name="folder">The folder, which appears when it is complete.</param>
    /// <param name="tokenizerFrom">A folder whose tokenizer files are carried along.</param>
    public abstract void Save(string folder, string? tokenizerFrom);
}
