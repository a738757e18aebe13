namespace Solar.Research.Experiments;

/// <summary>The shape of the base model.</summary>
/// <param name="Layers">n.</param>
/// <param name="HiddenSize">H.</param>
/// <param name="IntermediateSize">F.</param>
/// <param name="Heads">A.</param>
/// <param name="KeyValueHeads">K.</param>
public sealed record BaseModel(int Layers, int HiddenSize, int IntermediateSize, int Heads, int KeyValueHeads);
