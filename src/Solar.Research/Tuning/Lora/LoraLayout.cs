using Solar.Research.Model;

namespace Solar.Research.Tuning.Lora;

/// <summary>One adapter: the projection it stands beside, and where its two matrices lie in the adapters' flat buffer.</summary>
/// <param name="Name">The projection's name in a checkpoint, without <c>.weight</c>.</param>
/// <param name="Target">Where the projection's own weights lie in the model's flat buffer.</param>
/// <param name="A">[r, in]</param>
/// <param name="B">[out, r]</param>
internal sealed record LoraPlace(string Name, Region Target, Region A, Region B)
{
    // What PEFT's wrapping puts before every name of the model.
    private const string Prefix = "base_model.model.";

    public string NameOfA => $"{Prefix}{Name}.lora_A.weight";

    public string NameOfB => $"{Prefix}{Name}.lora_B.weight";
}

/// <summary>Where the adapters of a model lie: in the order of the checkpoint's tensors, A before B.</summary>
internal sealed class LoraLayout
{
    private const string Weight = ".weight";

    public LoraLayout(WeightLayout model, LoraRecipe recipe)
    {
        var end = 0L;
        Region Next(long rows, long columns)
        {
            var region = new Region(end, rows, columns);
            end += region.Count;
            return region;
        }

        Places =
        [
            .. from tensor in model.Stored()
               where recipe.TargetModules.Any(module => tensor.Name.EndsWith($".{module}{Weight}", StringComparison.Ordinal))
               select new LoraPlace(tensor.Name[..^Weight.Length], tensor.Region, Next(recipe.Rank, tensor.Region.Shape[1]), Next(tensor.Region.Shape[0], recipe.Rank)),
        ];
        Count = end;
    }

    public IReadOnlyList<LoraPlace> Places { get; }

    /// <summary>Weights of all adapters.</summary>
    public long Count { get; }

    /// <summary>Every tensor of an adapter's file, by PEFT's name.</summary>
    public IEnumerable<(string Name, Region Region)> Stored() =>
        Places.SelectMany(place => new[] { (place.NameOfA, place.A), (place.NameOfB, place.B) });

    /// <summary>The adapters beside one matrix of the model, and the row at which each one's result begins.</summary>
    public IEnumerable<(int Index, long FirstRow)> Beside(Region matrix)
    {
        for (var i = 0; i < Places.Count; i++)
        {
            var offset = Places[i].Target.Start - matrix.Start;
            if (offset >= 0 && offset < matrix.Count)
                yield return (i, offset / matrix.Shape[1]);
        }
    }
}
