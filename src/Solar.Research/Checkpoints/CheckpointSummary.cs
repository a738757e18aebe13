using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Solar.Research.Display;

namespace Solar.Research.Checkpoints;

/// <summary>Neighbouring layers that hold the same numbers as earlier ones: what depth up-scaling leaves until training moves them apart.</summary>
/// <param name="First">The first layer of the run.</param>
/// <param name="Last">The last.</param>
/// <param name="Source">The layer that the first is a copy of.</param>
public readonly record struct RepeatedLayers(int First, int Last, int Source);

/// <summary>What a checkpoint folder holds, without reading more of it than samples.</summary>
[TypeFormatterSource(typeof(CheckpointSummaryTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record CheckpointSummary
{
    private const int SampleBytes = 4096;

    /// <summary>The class that transformers would load, or the model type.</summary>
    public required string Architecture { get; init; }

    /// <summary>How many safetensors files.</summary>
    public required int Files { get; init; }

    /// <summary>How many tensors.</summary>
    public required int Tensors { get; init; }

    /// <summary>How many numbers, all tensors together.</summary>
    public required long Weights { get; init; }

    /// <summary>How many bytes they take.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many tensors are of each type.</summary>
    public required IReadOnlyDictionary<StoredType, int> Types { get; init; }

    /// <summary>The depth; null when the names show no single stack.</summary>
    public required int? Layers { get; init; }

    /// <summary>Runs of layers that are copies of earlier ones, by samples of every tensor; each begins at a seam.</summary>
    public required IReadOnlyList<RepeatedLayers> Repeated { get; init; }

    /// <summary>Summarises a folder.</summary>
    public static CheckpointSummary Of(string folder)
    {
        using var checkpoint = Checkpoint.Open(folder);
        var layers = LayersOf(checkpoint);
        return new()
        {
            Architecture = (checkpoint.Config["architectures"]?[0] ?? checkpoint.Config["model_type"])?.ToString() ?? "not stated",
            Files = checkpoint.Files.Count,
            Tensors = checkpoint.Tensors.Count,
            Weights = checkpoint.Tensors.Values.Sum(tensor => tensor.ElementCount),
            Bytes = checkpoint.Tensors.Values.Sum(tensor => tensor.ByteCount),
            Types = checkpoint.Tensors.Values.GroupBy(tensor => tensor.Type).OrderByDescending(group => group.Count()).ToDictionary(group => group.Key, group => group.Count()),
            Layers = layers?.Count,
            Repeated = layers is null ? [] : RepeatedIn(checkpoint, layers),
        };
    }

    /// <summary>One line for each thing.</summary>
    public override string ToString() => string.Concat(Lines.Select(line => $"{line.Name,-14}{line.Value}\n"));

    /// <summary>Each thing with its name.</summary>
    internal IEnumerable<(string Name, string Value)> Lines =>
    [
        ("architecture", Architecture),
        ("layers", Layers?.ToString(CultureInfo.InvariantCulture) ?? "no single numbered stack"),
        ("weights", string.Create(CultureInfo.InvariantCulture, $"{Weights:N0} in {Tensors} tensors")),
        ("bytes", string.Create(CultureInfo.InvariantCulture, $"{Bytes:N0} in {Files} file{(Files == 1 ? "" : "s")}")),
        ("types", string.Join(", ", Types.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.SafetensorsName()} ({pair.Value})")))),
        .. Repeated.Select(run => ("seam", string.Create(
            CultureInfo.InvariantCulture,
            $"before layer {run.First}: layers {run.First} to {run.Last} are copies of {run.Source} to {run.Source + run.Last - run.First} (by samples)"))),
    ];

    private static NumberedLayers? LayersOf(Checkpoint checkpoint)
    {
        try
        {
            return NumberedLayers.Of(checkpoint.Tensors.Keys, checkpoint.Folder);
        }
        catch (InvalidDataException)
        {
            return null; // a model that is not one stack is still summarised; ToString says so
        }
    }

    private static List<RepeatedLayers> RepeatedIn(Checkpoint checkpoint, NumberedLayers layers)
    {
        var firstWith = new Dictionary<string, int>();
        var runs = new List<RepeatedLayers>();
        for (var i = 0; i < layers.Count; i++)
        {
            var sample = SampleOf(checkpoint, layers, i);
            if (firstWith.TryAdd(sample, i))
                continue;
            var source = firstWith[sample];
            if (runs is [.., var last] && last.Last == i - 1 && last.Source + (i - last.First) == source)
                runs[^1] = last with { Last = i };
            else
                runs.Add(new(i, i, source));
        }

        return runs;
    }

    private static string SampleOf(Checkpoint checkpoint, NumberedLayers layers, int layer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[SampleBytes];
        foreach (var part in layers.Parts[layer])
        {
            var tensor = checkpoint.Tensors[layers.NameOf(layer, part)];
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part} {tensor.Type} {string.Join(',', tensor.Shape)}\n")));
            var sample = buffer.AsSpan(0, (int)Math.Min(SampleBytes, tensor.ByteCount));
            foreach (var third in (ReadOnlySpan<int>)[0, 1, 2])
            {
                checkpoint.Read(tensor.Name, (tensor.ByteCount - sample.Length) / 2 * third, sample);
                hash.AppendData(sample);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
