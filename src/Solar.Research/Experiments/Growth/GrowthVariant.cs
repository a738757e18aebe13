using System.Text.Json.Serialization;

namespace Solar.Research.Experiments.Growth;

/// <summary>One of the models that are compared after they have been trained on the same tokens in the same order.</summary>
/// <param name="Name">Its name in folders and tables.</param>
/// <param name="Title">Its name in figures.</param>
[JsonDerivedType(typeof(GrownVariant), "grown")]
[JsonDerivedType(typeof(ScratchVariant), "from_scratch")]
public abstract record GrowthVariant(string Name, string Title);

/// <summary>A model made of the base's layers.</summary>
/// <param name="Name">Its name in folders and tables.</param>
/// <param name="Title">Its name in figures.</param>
/// <param name="Plan">The base layer behind each of its layers, as <see cref="DepthUpscaling.DepthPlan"/> spells it.</param>
public sealed record GrownVariant(string Name, string Title, string Plan) : GrowthVariant(Name, Title);

/// <summary>A model that has learned nothing before. It gets the base's learning rate: what a grown model wants is too little for it.</summary>
/// <param name="Name">Its name in folders and tables.</param>
/// <param name="Title">Its name in figures.</param>
/// <param name="Layers">Its depth.</param>
/// <param name="Steps">Its training, where that is longer than the others'; none: as long as theirs.</param>
public sealed record ScratchVariant(string Name, string Title, int Layers, int? Steps = null) : GrowthVariant(Name, Title);
