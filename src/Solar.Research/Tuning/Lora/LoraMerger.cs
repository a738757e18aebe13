using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Lora;

/// <summary>Adapters merged into the model beside which they were trained, from disk to disk: W + (α/r)·B·A.</summary>
/// <remarks>Hu et al. 2021 (LoRA), §4.1: merged adapters cost nothing at inference. A few rows at a time, in float32, rounded once to the type of the base.</remarks>
public static class LoraMerger
{
    private const long ElementsAtOnce = 1 << 22;

    /// <summary>Merges.</summary>
    /// <param name="baseFolder">The model, a Hugging Face folder.</param>
    /// <param name="adapterFolder">The adapters, in PEFT's format.</param>
    /// <param name="target">The folder to write; it appears when it is complete, with the base's tokenizer.</param>
    /// <param name="progress">Hears of bytes written, and of all of them.</param>
    /// <param name="stop">Ends the merge; nothing is left then.</param>
    /// <exception cref="InvalidDataException">The adapters are not of this model; the message names what differs.</exception>
    public static void Merge(string baseFolder, string adapterFolder, string target, IProgress<(long Done, long Total)>? progress = null, CancellationToken stop = default)
    {
        using var source = Checkpoint.Open(baseFolder);
        var (recipe, _) = PeftConfig.Read(adapterFolder);
        var layout = new LoraLayout(new(DecoderConfig.Parse(source.Config)), recipe);
        using var adapters = PeftFolder.Open(adapterFolder, layout);
        var places = layout.Places.ToDictionary(place => $"{place.Name}.weight");
        foreach (var (name, place) in places)
        {
            if (!source.Tensors.TryGetValue(name, out var entry) || !entry.Shape.SequenceEqual(place.Target.Shape))
                throw new InvalidDataException($"{baseFolder}: '{name}' is {(entry is null ? "missing" : $"[{string.Join(", ", entry.Shape)}]")} where the adapters stand beside [{string.Join(", ", place.Target.Shape)}].");
        }

        using var untracked = no_grad();
        using var writer = CheckpointWriter.Create(target, (System.Text.Json.Nodes.JsonObject)source.Config.DeepClone(), [.. source.Tensors.Values], new() { CarryFilesFrom = baseFolder });
        var (done, total) = (0L, source.Tensors.Values.Sum(entry => entry.ByteCount));
        foreach (var entry in source.Tensors.Values)
        {
            using var change = places.TryGetValue(entry.Name, out var place) ? Change.Of(adapters, place, recipe.Scale) : null;
            var width = entry.Shape.Count > 1 ? entry.ElementCount / Math.Max(1, entry.Shape[0]) : 1;
            var rows = width == 0 ? 0 : entry.ElementCount / width;
            var atOnce = Math.Max(1, ElementsAtOnce / Math.Max(1, width));
            for (var row = 0L; row < rows; row += atOnce)
            {
                stop.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var count = Math.Min(atOnce, rows - row);
                var piece = empty([count, width], change is null ? ScalarType.Byte : DecoderCheckpoint.ToScalarType(entry.Type, entry.Name));
                if (change is null)
                {
                    // Copied as it is, whatever its type.
                    var bytes = new byte[count * width * entry.Type.SizeInBytes()];
                    source.Read(entry.Name, row * width * entry.Type.SizeInBytes(), bytes);
                    writer.Write(entry.Name, bytes);
                    done += bytes.Length;
                }
                else
                {
                    source.Read(entry.Name, row * width * entry.Type.SizeInBytes(), piece.bytes);
                    var merged = (piece.to(ScalarType.Float32) + change.Rows(row, count)).to(piece.dtype);
                    writer.Write(entry.Name, merged.bytes);
                    done += count * width * entry.Type.SizeInBytes();
                }

                progress?.Report((done, total));
            }
        }

        Provenance.Of("merging of adapters", RecipeJson.ToNode(recipe), baseFolder).Write(writer.StagingFolder);
        writer.Complete();
    }

    /// <summary>(α/r)·B·A of one projection, some rows at a time.</summary>
    private sealed class Change(Tensor a, Tensor b) : IDisposable
    {
        public static Change Of(SafetensorsFile adapters, LoraPlace place, double scale)
        {
            using var scope = NewDisposeScope();
            return new(
                PeftFolder.Values(adapters, place.NameOfA).MoveToOuterDisposeScope(),
                (PeftFolder.Values(adapters, place.NameOfB) * scale).MoveToOuterDisposeScope());
        }

        public Tensor Rows(long first, long count) => b.narrow(0, first, count).matmul(a);

        public void Dispose()
        {
            a.Dispose();
            b.Dispose();
        }
    }
}
