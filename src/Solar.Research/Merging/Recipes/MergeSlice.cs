namespace Solar.Research.Merging.Recipes;

/// <summary>Layers of a model, counted from 0, the end not among them.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The one after the last.</param>
public readonly record struct LayerRange(int Start, int End)
{
    /// <summary>How many there are.</summary>
    public int Count => End - Start;
}

/// <summary>A model, or some layers of one, that goes into a merge.</summary>
public sealed record MergeSource
{
    /// <summary>Its folder.</summary>
    public required string Model { get; init; }

    /// <summary>Its layers; null for all of them.</summary>
    public LayerRange? Layers { get; init; }

    /// <summary>Parameters of this model alone.</summary>
    public IReadOnlyDictionary<string, ParameterSetting> Parameters { get; init; } = new Dictionary<string, ParameterSetting>();
}

/// <summary>Some layers of the merged model and the layers that they are merged from.</summary>
public sealed record MergeSlice
{
    /// <summary>As many layers of each.</summary>
    public required IReadOnlyList<MergeSource> Sources { get; init; }

    /// <summary>Another base than the recipe's.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Parameters of this slice.</summary>
    public IReadOnlyDictionary<string, ParameterSetting> Parameters { get; init; } = new Dictionary<string, ParameterSetting>();
}
