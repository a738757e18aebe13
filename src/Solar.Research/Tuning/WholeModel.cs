using System.Text.Json.Nodes;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>All weights of a model.</summary>
/// <param name="model">The model.</param>
public sealed class WholeModel(Decoder model) : TrainedWeights
{
    /// <inheritdoc/>
    public override Decoder Model => model;

    /// <inheritdoc/>
    public override Tensor Weights => model.Weights;

    /// <inheritdoc/>
    public override Tensor Gradients => model.Gradients;

    /// <inheritdoc/>
    public override long DecayedCount => model.DecayedCount;

    /// <summary>The model's config.json.</summary>
    public override JsonObject Description => model.Config.ToJson();

    /// <inheritdoc/>
    public override void Save(string folder, string? tokenizerFrom) => model.Save(folder, tokenizerFrom);
}
