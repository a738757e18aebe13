using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>Means over several batches, each batch counting by its weight.</summary>
internal sealed class WeightedMeans
{
    private readonly Dictionary<string, double> sums = [];

    public long Weight { get; private set; }

    public long Tokens { get; private set; }

    /// <summary>Adds a batch and gives its mean loss.</summary>
    public double Add(BatchLoss batch)
    {
        var loss = batch.Mean.ToDouble();
        Weight += batch.Weight;
        Tokens += batch.Tokens;
        Add("loss", loss * batch.Weight);
        foreach (var (name, value) in batch.Measures ?? new Dictionary<string, Tensor>())
            Add(name, value.ToDouble() * batch.Weight);
        return loss;

        void Add(string name, double sum) => sums[name] = sums.GetValueOrDefault(name) + sum;
    }

    public double Loss => sums.GetValueOrDefault("loss") / Weight;

    /// <summary>"loss" and whatever else the batches measured.</summary>
    public IReadOnlyDictionary<string, double> Means() => sums.ToDictionary(sum => sum.Key, sum => sum.Value / Weight);

    /// <summary>The mean over a whole set, without gradients.</summary>
    public static WeightedMeans Over(ExampleSet examples, int rowsAtOnce)
    {
        using var grad = no_grad();
        var means = new WeightedMeans();
        foreach (var chunk in Enumerable.Range(0, examples.Count).Chunk(rowsAtOnce))
        {
            using var scope = NewDisposeScope();
            means.Add(examples.LossOf(chunk));
        }

        return means;
    }
}
