namespace Solar.Research.Merging.Recipes;

/// <summary>The ways of merging.</summary>
public enum MergeMethod
{
    /// <summary><see cref="Merging.Linear"/>.</summary>
    Linear,

    /// <summary><see cref="Merging.Slerp"/>.</summary>
    Slerp,

    /// <summary><see cref="Merging.NuSlerp"/>.</summary>
    NuSlerp,

    /// <summary><see cref="KarcherMean"/>.</summary>
    Karcher,

    /// <summary><see cref="Merging.ModelStock"/>.</summary>
    ModelStock,

    /// <summary><see cref="Merging.TaskArithmetic"/>.</summary>
    TaskArithmetic,

    /// <summary><see cref="Merging.Ties"/>.</summary>
    Ties,

    /// <summary><see cref="Dare"/>, summed by all.</summary>
    DareLinear,

    /// <summary><see cref="Dare"/>, summed by vote.</summary>
    DareTies,

    /// <summary><see cref="Merging.Passthrough"/>.</summary>
    Passthrough,
}
