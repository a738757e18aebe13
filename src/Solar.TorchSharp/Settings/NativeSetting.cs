namespace Solar.TorchSharp;

/// <summary>One setting of the native libraries.</summary>
/// <param name="Name">The environment variable, or the parameter of malloc.</param>
/// <param name="Value">Its value.</param>
/// <param name="ChosenHere">True where this library chose the value, false where the user had set it.</param>
public sealed record NativeSetting(string Name, string Value, bool ChosenHere);
