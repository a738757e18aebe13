using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The files of one run: <c>recipe.json</c>, <c>metrics.csv</c>, <c>checkpoints/</c>.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly string path;
    private readonly TrainRun run;
    private readonly TrainerCheckpoint checkpoints;
    private MetricsFile? metrics;

    private RunFolder(string path, TrainRun run)
    {
        (this.path, this.run) = (path, run);
        checkpoints = new(path);
    }

    /// <summary>The checkpoint this run goes on from; none at its beginning.</summary>
    public string? ResumeFrom { get; private init; }

    /// <summary>The newest saved model.</summary>
    public string? NewestModel => checkpoints.Newest() is { } newest ? TrainerCheckpoint.ModelFolder(newest) : null;

    /// <summary>Opens the folder of a run: a new one gets its recipe, an older one must hold the same run.</summary>
    public static RunFolder Open(string path, TrainerState now, TrainRun run)
    {
        Directory.CreateDirectory(path);
        var newest = new TrainerCheckpoint(path).Newest();
        if (newest is not null && !run.Resume)
            throw new ArgumentException($"{path}: holds a run already ({Path.GetFileName(newest)}): resume it, or choose another folder.");
        if (newest is not null)
            now.RequireSameRun(TrainerCheckpoint.ReadState(newest), newest);
        RecipeJson.Save(now.Recipe, Path.Combine(path, "recipe.json"));
        return new(path, run) { ResumeFrom = newest };
    }

    /// <summary>Puts the metrics back to where the run goes on.</summary>
    public void StartMetrics(IReadOnlyList<MetricRow> rows) => metrics = MetricsFile.Start(Path.Combine(path, "metrics.csv"), rows);

    public void AppendMetrics(IReadOnlyList<MetricRow> rows) => metrics!.Append(rows);

    public void Save(TrainerState state, TrainedWeights trained, Tensor weights, FlatAdamW optimizer, IReadOnlyList<MetricRow> rows) =>
        checkpoints.Save(state, trained, weights, optimizer, rows, run);

    public void Dispose() => metrics?.Dispose();
}
