using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>Means over several batches, each batch counting by its weight.</summary>
internal sealed class WeightedMeans
{
    public const string LossName = "loss";

    private readonly Dictionary<string, (double Sum, long Weight)> sums = [];

    public long Weight { get; private set; }

    public long Tokens { get; private set; }

    /// <summary>Adds a batch and gives its mean loss.</summary>
    public double Add(BatchLoss batch)
    {
        var loss = batch.Mean.ToDouble();
        Weight += batch.Weight;
        Tokens += batch.Tokens;
        Add(LossName, loss, batch.Weight);
        foreach (var (name, measure) in batch.Measures ?? new Dictionary<string, Measure>())
            Add(name, measure.Mean.ToDouble(), measure.Weight);
        return loss;

        void Add(string name, double mean, long weight)
        {
            var before = sums.GetValueOrDefault(name);
            sums[name] = (before.Sum + (mean * weight), before.Weight + weight);
        }
    }

    public double Loss => Means()[LossName];

    /// <summary>"loss" and whatever else the batches measured.</summary>
    public IReadOnlyDictionary<string, double> Means() => sums.ToDictionary(sum => sum.Key, sum => sum.Value.Sum / sum.Value.Weight);

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
