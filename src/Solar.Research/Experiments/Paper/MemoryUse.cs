namespace Solar.Research.Experiments.Paper;

/// <summary>One thing that takes memory of the GPU.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Formula">How many bytes, in the letters of <c>Model/README.md</c>.</param>
/// <param name="Bytes">That in numbers.</param>
public sealed record MemoryPart(string Name, string Formula, double Bytes);

/// <summary>What a stage takes of a GPU's memory at its fullest moment.</summary>
/// <param name="Parts">What takes how much.</param>
/// <param name="HostBytes">What is kept in the CPU's memory for it.</param>
public sealed record MemoryUse(IReadOnlyList<MemoryPart> Parts, double HostBytes = 0)
{
    /// <summary>The model.</summary>
    public const string Weights = "weights";

    /// <summary>Gradients, and their sums where these are kept apart.</summary>
    public const string Gradients = "gradients";

    /// <summary>What the optimizer keeps: float32 weights and both moments.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>What the backward pass needs of the forward pass, and what is in flight.</summary>
    public const string Activations = "activations";

    /// <summary>Logits and gradients of the head; keys and values where texts are continued.</summary>
    public const string LogitsAndCache = "logits, cache";

    /// <summary>What the driver and the libraries take.</summary>
    public const string Reserve = "reserve";

    /// <summary>A stage that needs no GPU.</summary>
    public static MemoryUse None { get; } = new([]);

    /// <summary>All together; 0 for a stage that needs no GPU.</summary>
    public double Bytes => Parts.Sum(part => part.Bytes);

    /// <summary>Bytes of the parts of a name.</summary>
    public double Of(string name) => Parts.Where(part => part.Name == name).Sum(part => part.Bytes);

    /// <summary>The CUDA context, the workspace of cuBLAS and what lies between allocations.</summary>
    /// <remarks>A choice: about 0.5 GiB, 0.1 GiB and the rest.</remarks>
    internal static MemoryPart ReservePart { get; } = new(Reserve, "2 GiB", 2L << 30);
}
