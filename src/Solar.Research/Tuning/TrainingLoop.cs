using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>One run of a trainer: what changes from step to step.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly TrainedWeights trained;
    private readonly TrainRecipe recipe;
    private readonly ExampleSet training;
    private readonly ExampleSet? validation;
    private readonly TrainRun run;
    private readonly RowOrder order;
    private readonly MasterWeights master;
    private readonly FlatAdamW optimizer;
    private readonly RunFolder? folder;
    private readonly double flopsPerToken;
    private readonly List<MetricRow> metrics;
    private int step;
    private long tokens;
    private double seconds;
    private double secondsPerStep;
    private double? lastLoss;
    private double? validationLoss;

    public TrainingLoop(TrainedWeights trained, TrainRecipe recipe, ExampleSet training, ExampleSet? validation, TrainRun run)
    {
        (this.trained, this.recipe, this.training, this.validation, this.run) = (trained, recipe, training, validation, run);
        order = new(training.Count, recipe.Seed);
        flopsPerToken = TrainingFlops.PerToken(trained.Model.Config, recipe.TokensPerRow);
        GpuMemory.Forget(trained.Weights.device);
        trained.Model.CheckpointGradients = recipe.GradientCheckpointing;
        master = new(trained, recipe);
        optimizer = new(master.Weights, trained.DecayedCount, recipe);
        folder = run.Folder is { } path ? RunFolder.Open(path, State(), run) : null;
        metrics = [.. Restore()];
        folder?.StartMetrics(metrics);
    }

    public TrainResult Run(CancellationToken stop)
    {
        if (metrics.Count == 0)
            Evaluate();
        while (step < recipe.Steps)
        {
            if (stop.IsCancellationRequested)
            {
                Save();
                stop.ThrowIfCancellationRequested();
            }

            TakeStep();
            var last = step == recipe.Steps;
            if (last || IsDue(recipe.EvaluateEvery))
                Evaluate();
            if (last || IsDue(recipe.CheckpointEvery))
                Save();
        }

        return new(tokens, seconds, tokens * flopsPerToken, validationLoss, metrics, folder?.NewestModel) { PeakDeviceBytes = GpuMemory.Peak(trained.Weights.device) };

        bool IsDue(int every) => every > 0 && step % every == 0;
    }

    private void TakeStep()
    {
        var began = Stopwatch.GetTimestamp();
        var rate = recipe.LearningRateAt(step + 1);
        var batch = Backward(rate);
        ReduceOverMachines();

        // The buffer holds the gradient of the summed loss; dividing it by the weight of the whole batch makes accumulation equal to one big batch.
        var norm = FlatAdamW.Norm(master.Gradients) / batch.Weight;
        RequireFinite(norm, "The gradient norm", rate);
        var clip = recipe.GradientClip > 0 && norm > recipe.GradientClip ? recipe.GradientClip / norm : 1;
        optimizer.Step(master.Gradients, step + 1, rate, clip / batch.Weight);
        master.Publish();

        step++;
        tokens += batch.Tokens;
        lastLoss = batch.Loss;
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        seconds += took;
        secondsPerStep = secondsPerStep == 0 ? took : (0.9 * secondsPerStep) + (0.1 * took);
        Log([
            .. batch.Means().Select(mean => (mean.Key == WeightedMeans.LossName ? MetricName.TrainLoss : mean.Key, mean.Value)),
            (MetricName.LearningRate, rate),
            (MetricName.GradientNorm, norm)]);
        run.Progress?.Report(new(
            step, recipe.Steps, tokens, batch.Tokens / secondsPerStep, batch.Loss, validationLoss, rate, norm,
            TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(secondsPerStep * (recipe.Steps - step)))
        {
            PeakDeviceBytes = GpuMemory.Peak(trained.Weights.device),
        });
    }

    /// <summary>Adds up the gradients of the step's batch, micro-batch after micro-batch.</summary>
    private WeightedMeans Backward(double rate)
    {
        master.Forget();
        var batch = new WeightedMeans();
        var first = (long)step * recipe.RowsPerBatch;
        for (var done = 0; done < recipe.RowsPerBatch; done += recipe.MicroBatch)
        {
            using var scope = NewDisposeScope();
            var rows = new int[recipe.MicroBatch];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = order[first + done + i];
            trained.BeginPass(step + 1, done / recipe.MicroBatch);
            var part = training.LossOf(rows);
            RequireFinite(batch.Add(part), "Loss", rate);
            (part.Mean * part.Weight).backward();
            master.Collect();
        }

        trained.EndPasses();
        return batch;
    }

    /// <summary>
    /// The one place where several machines would meet: sum <c>master.Gradients</c>, the batch's weight, loss and tokens over them, and all
    /// take the same step. One machine has nothing to add.
    /// </summary>
    private static void ReduceOverMachines()
    {
    }

    private void Evaluate()
    {
        if (validation is null)
            return;
        var means = WeightedMeans.Over(validation, recipe.MicroBatch);
        RequireFinite(means.Loss, "Validation loss", step == 0 ? 0 : recipe.LearningRateAt(step));
        validationLoss = means.Loss;
        Log(means.Means().Select(mean => ($"validation_{mean.Key}", mean.Value)));
    }

    private void Log(IEnumerable<(string Name, double Value)> values)
    {
        var rows = values.Select(value => new MetricRow(step, tokens, seconds, tokens * flopsPerToken, value.Name, value.Value)).ToArray();
        metrics.AddRange(rows);
        folder?.AppendMetrics(rows);
    }

    private void Save() => folder?.Save(State(), trained, master.Weights, optimizer, metrics);

    private IReadOnlyList<MetricRow> Restore()
    {
        if (folder?.ResumeFrom is not { } checkpoint)
            return [];
        var saved = TrainerCheckpoint.ReadState(checkpoint);
        (step, tokens, seconds) = (saved.Step, saved.Tokens, saved.Seconds);
        var rows = TrainerCheckpoint.Restore(checkpoint, master.Weights, optimizer);
        master.Publish();
        lastLoss = rows.LastOrDefault(row => row.Name == MetricName.TrainLoss)?.Value;
        validationLoss = rows.LastOrDefault(row => row.Name == MetricName.ValidationLoss)?.Value;
        return rows;
    }

    private TrainerState State() => new()
    {
        Step = step,
        Tokens = tokens,
        Seconds = seconds,
        Recipe = recipe,
        Model = trained.Description,
        TrainingSha256 = training.Sha256,
        ValidationSha256 = validation?.Sha256,
    };

    private void RequireFinite(double value, string what, double rate)
    {
        if (double.IsFinite(value))
            return;
        var last = lastLoss is { } finite ? $"last finite loss {finite.ToString("0.00##", CultureInfo.InvariantCulture)}" : "no loss before it";
        throw new DivergedException(
            step + 1,
            string.Create(CultureInfo.InvariantCulture, $"{what} is {value} at step {step + 1} (lr {rate:0.##e-0}, batch {step + 1}); {last}."));
    }

    public void Dispose()
    {
        folder?.Dispose();
        optimizer.Dispose();
        master.Dispose();
    }
}
