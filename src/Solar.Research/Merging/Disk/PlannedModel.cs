using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Disk;

/// <summary>Some tensors of a model: those of a layer, or those outside the layers.</summary>
/// <param name="Place">What messages call it.</param>
/// <param name="Names">The tensors, without the number of the layer.</param>
internal sealed record ModelPart(string Place, IReadOnlyList<string> Names);

/// <summary>A model of a recipe, opened, and its layers.</summary>
internal sealed class PlannedModel
{
    private readonly NumberedLayers? _layers;

    public PlannedModel(Checkpoint checkpoint)
    {
        Checkpoint = checkpoint;
        try
        {
            _layers = NumberedLayers.Of(checkpoint.Tensors.Keys, checkpoint.Folder);
        }
        catch (InvalidDataException)
        {
            _layers = null; // merged as it is, tensor by tensor; gradients and slices are refused
        }
    }

    public Checkpoint Checkpoint { get; }

    /// <summary>Whether the tensors are one stack of numbered layers and what stands around it.</summary>
    public bool HasLayers => _layers is not null;

    public int LayerCount => _layers?.Count ?? 0;

    public ModelPart Outside => new(Checkpoint.Folder, _layers?.Others ?? [.. Checkpoint.Tensors.Keys]);

    public ModelPart Part(int layer) => new($"{Checkpoint.Folder}, layer {layer}", _layers!.Parts[layer]);

    public string NameOf(int layer, string part) => _layers!.NameOf(layer, part);

    public TensorSource Source(string name) => new(Checkpoint, Checkpoint.Tensors[name]);
}
