namespace Solar.TorchSharp.Tests;

/// <summary>Tests that count what lives in the whole process, or set its random state, and so run by themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
