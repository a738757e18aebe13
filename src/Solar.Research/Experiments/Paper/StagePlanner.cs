using Solar.Research.Data.Sets;
using Solar.Research.Evaluation;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Model;
using Solar.Research.Tuning;
using static Solar.Research.Experiments.Instruct.ModelName;

namespace Solar.Research.Experiments.Paper;

/// <summary>Works out every stage of a plan.</summary>
internal sealed class StagePlanner(PaperRecipe recipe, PaperInputs inputs, PaperMachine machine, PlanningNumbers numbers)
{
    private const double SecondsPerHour = 3600;
    private const double BytesPerWeight = 2;   // of a checkpoint
    private const double Recomputed = 4.0 / 3; // gradient checkpointing's second forward pass

    private readonly long _weights = ParameterCount.Of(recipe.UpScaled);

    private double PeakAtWork => machine.Gpu.FlopsPerSecond * machine.Utilisation;

    /// <summary>Every stage in the order of the graph: models, then scores, then the contamination test.</summary>
    public IReadOnlyList<PlannedStage> All() =>
    [
        .. Models(),
        .. ModelName.All.Where(model => !inputs.HasUpScaled || model != Base).Select(Scored),
        Tested(),
    ];

    private IEnumerable<PlannedStage> Models()
    {
        if (inputs.HasUpScaled)
        {
            yield return Given(UpScaled, "SOLAR 10.7B, from outside", inputs.UpScaled(recipe.UpScaled), _weights);
        }
        else
        {
            yield return Given(Base, "Mistral 7B, from outside", inputs.Base(recipe.Base), ParameterCount.Of(recipe.Base));
            yield return OnDisk(PaperStageName.Grown, $"depth up-scaling {recipe.Plan}", [Base], flops: 0);
            yield return Continued();
        }

        foreach (var model in ModelName.All)
        {
            if (model is SftV1 or SftV2 or SftV3 or SftV4)
                yield return Tuned(model);
            else if (model is DpoV1 or DpoV2 or DpoV3 or Candidate1 or Candidate2)
                yield return Aligned(model);
            else if (model is not (Base or UpScaled))
                yield return OnDisk(model, PaperStageName.MergeOf(model).Said, PaperStageName.MergeOf(model).Of, flops: 3.0 * _weights);
        }
    }

    private static PlannedStage Given(string name, string work, StageInput input, long weights) =>
        new() { Name = name, Work = work, Inputs = [input], Weights = weights, DiskBytes = BytesPerWeight * weights };

    private PlannedStage OnDisk(string name, string work, IReadOnlyList<string> from, double flops) => new()
    {
        Name = name,
        Work = work,
        Inputs = [.. from.Select(StageInput.Of)],
        Weights = _weights,
        DiskBytes = BytesPerWeight * _weights,
        DiskBytesWhileRunning = BytesPerWeight * _weights,
        Flops = flops,
        Hours = BytesPerWeight * _weights / numbers.DiskBytesPerSecond / SecondsPerHour,
    };

    private PlannedStage Continued()
    {
        var training = recipe.Continuation;
        var tokens = (double)training.Steps * training.RowsPerBatch * training.TokensPerRow;
        return Trained(
            UpScaled, $"continued pre-training, {training.Steps} steps of {training.RowsPerBatch} rows of {training.TokensPerRow} tokens",
            [StageInput.Of(PaperStageName.Grown), inputs.Documents()],
            new(recipe.UpScaled, training, HeadUse.EveryToken, 1, machine.Attention), tokens, 0);
    }

    private PlannedStage Tuned(string model)
    {
        var data = recipe.DataOf(model);
        var tokens = data.Sets.Sum(TokensOf);
        var rows = (int)Math.Ceiling(tokens / recipe.Sft.TokensPerRow);
        var training = recipe.Sft.For(rows, recipe.Seed);
        return Trained(
            model, $"SFT, {training.Steps} steps of {training.RowsPerBatch} rows of {training.TokensPerRow} tokens",
            [StageInput.Of(UpScaled), .. Sets(data)],
            new(recipe.UpScaled, training, HeadUse.Responses, 1, machine.Attention), (double)training.Steps * training.RowsPerBatch * training.TokensPerRow, 0);
    }

    private PlannedStage Aligned(string model)
    {
        var (data, plan) = (recipe.DataOf(model), recipe.AlignmentOf(model).Plan);
        var pairs = data.Sets.Sum(Examples);
        var tokensOfPair = 2 * data.Sets.Sum(TokensOf) / pairs;
        var training = plan.For(pairs, recipe.Seed);
        return Trained(
            model, $"DPO, {training.Steps} steps of {training.RowsPerBatch} pairs",
            [StageInput.Of(model is DpoV3 or Candidate2 ? SftV3V4 : SftV3), .. Sets(data)],
            new(recipe.UpScaled, training, HeadUse.Responses, 2, machine.Attention),
            (double)training.Steps * training.RowsPerBatch * tokensOfPair, pairs * tokensOfPair);
    }

    // The reference reads every pair once, before the first step.
    private PlannedStage Trained(string name, string work, IReadOnlyList<StageInput> from, TrainingNeed need, double tokens, double tokensOfReference)
    {
        var lora = need.IsWhole ? null : recipe.Memory.Lora;
        var training = recipe.Memory.On(need.Recipe, need.IsWhole);
        var learning = PaperFlops.OfTraining(need.Config, training.TokensPerRow, tokens, lora);
        var reading = PaperFlops.OfReading(need.Config, training.TokensPerRow, tokensOfReference);
        var checkpoint = CheckpointBytes(need.Config, training, lora is null ? null : LoraCount.Of(need.Config, lora));
        return new()
        {
            Name = name,
            Work = work,
            Inputs = from,
            Weights = _weights,
            DiskBytes = BytesPerWeight * _weights,
            DiskBytesWhileRunning = Math.Max(BytesPerWeight * _weights, (training.CheckpointEvery > 0 && training.Steps > training.CheckpointEvery ? 2 : 1) * checkpoint),
            Memory = need.With(recipe.Memory),
            Tokens = tokens + tokensOfReference,
            Steps = training.Steps,
            Flops = learning + reading,
            Hours = ((learning * (training.GradientCheckpointing ? Recomputed : 1)) + reading) / PeakAtWork / SecondsPerHour,
            Training = need,
        };
    }

    // The model, and what only resuming needs: the weights that are updated and both moments.
    private static double CheckpointBytes(DecoderConfig config, TrainRecipe training, long? adapters) => adapters is { } n
        ? (4 + 4 + TrainingMemory.BytesOfMoments(training.OptimizerState)) * n
        : (BytesPerWeight + (training.MasterWeights == MasterKind.None ? 2 : 4) + TrainingMemory.BytesOfMoments(training.OptimizerState)) * ParameterCount.Of(config);

    private PlannedStage Scored(string model)
    {
        var config = model == Base ? recipe.Base : recipe.UpScaled;
        var weights = ParameterCount.Of(config);
        var wanted = EvaluatedTasks();
        var tokens = wanted.Sum(work => (double)work.Documents * (work.TokensRead + work.TokensWritten));
        var flops = PaperFlops.OfReading(config, numbers.TokensOfText, tokens);

        // An answer's tokens come one after the other, and each reads all weights; several answers share the reading.
        var together = InferenceMemory.TokensAtOnce / numbers.TokensOfText;
        var writing = wanted.Sum(work => (double)work.Documents * work.TokensWritten) / together * BytesPerWeight * weights / machine.Gpu.BytesPerSecond;
        return new()
        {
            Name = PaperStageName.Scores + model,
            Work = "H6",
            Inputs = [StageInput.Of(model), inputs.Benchmarks(recipe.Evaluation)],
            Weights = weights,
            Memory = InferenceMemory.OfH6(config, numbers.TokensOfText),
            Tokens = tokens,
            Flops = flops,
            Hours = ((flops / PeakAtWork) + writing) / SecondsPerHour,
        };
    }

    private List<BenchmarkWork> EvaluatedTasks()
    {
        var names = Evaluation.Tasks.BenchmarkTask.Named(recipe.Evaluation.Tasks).Select(task => task.Name).ToHashSet();
        return [.. numbers.H6.Where(work => names.Contains(work.Task))];
    }

    private PlannedStage Tested()
    {
        var test = recipe.Contamination;
        var texts = (double)recipe.ContaminationBenchmarks.Count * test.Examples;
        var written = texts * test.Continuations * numbers.Tested.Continuation;
        var tokens = written + (texts * (test.Continuations + 1) * numbers.Tested.Text);
        var flops = PaperFlops.OfReading(recipe.UpScaled, numbers.Tested.Text, tokens);
        var writing = written / test.Continuations * BytesPerWeight * _weights / machine.Gpu.BytesPerSecond;
        return new()
        {
            Name = PaperStageName.Contamination,
            Work = $"{string.Join(", ", recipe.ContaminationBenchmarks)}: {test.Examples} texts of each, {test.Continuations} continuations",
            Inputs = [StageInput.Of(MergeV1), StageInput.Of(UpScaled), inputs.Benchmarks(TestedBenchmarks())],
            Weights = 2 * _weights,
            Memory = InferenceMemory.OfContamination(recipe.UpScaled, test),
            Tokens = tokens,
            Flops = flops,
            Hours = ((flops / PeakAtWork) + writing) / SecondsPerHour,
        };
    }

    private EvaluationRecipe TestedBenchmarks() => recipe.Evaluation with { Tasks = recipe.ContaminationBenchmarks, Shots = 0 };

    private IEnumerable<StageInput> Sets(DataRecipe data) => data.Sets.Select(set => inputs.Set(set.Set));

    private double TokensOf(RecipeSet set) => (double)Examples(set) * (numbers.TokensPerExample.TryGetValue(set.Set, out var tokens)
        ? tokens
        : throw new ArgumentException($"Nobody has guessed the tokens of an example of '{set.Set}': add it to the planning numbers."));

    private static int Examples(RecipeSet set) => set.Maximum ?? TrainingSet.Named(set.Set).Total ?? throw new ArgumentException($"Table 1 does not say how many examples '{set.Set}' has; give it a maximum.");
}
