using System.Threading;

namespace Solar.Research.Experiments.Stages;

/// <summary>What became of a stage.</summary>
public enum StageState
{
    /// <summary>It has begun.</summary>
    Started,

    /// <summary>Some of it is done.</summary>
    Advanced,

    /// <summary>It was made now.</summary>
    Made,

    /// <summary>It was there already.</summary>
    Cached,
}

/// <summary>News of one stage.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="State">What became of it.</param>
/// <param name="Share">The share of its work that is done, in [0, 1].</param>
/// <param name="Detail">A few words of its own.</param>
/// <param name="Done">The share of all the work of the run that is done, in [0, 1]; what was found in the cache is not part of it.</param>
/// <param name="Left">How long the rest will take if it goes on like this; none as long as that is anybody's guess.</param>
public sealed record StageProgress(string Stage, StageState State, double Share, string Detail, double Done = 0, TimeSpan? Left = null);

/// <summary>What a run of a graph did with a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Folder">Its artifact.</param>
/// <param name="Cached">Whether it was there before.</param>
/// <param name="Seconds">The time that making it took; 0 when cached.</param>
public sealed record StageOutcome(Stage Stage, string Folder, bool Cached, double Seconds);

/// <summary>Runs stages in the order that their inputs ask for, independent ones side by side.</summary>
/// <param name="cache">Where artifacts are.</param>
public sealed class StageGraph(StageCache cache)
{
    /// <summary>Makes what is missing of these stages, and of their inputs where they are needed for that.</summary>
    /// <param name="targets">The stages wanted; those named first are begun first.</param>
    /// <param name="jobs">How many stages may run at a time, each on a thread of its own.</param>
    /// <param name="progress">Takes news, from several threads.</param>
    /// <param name="cancellation">Ends the run; what is finished stays.</param>
    /// <returns>The outcome of every stage looked at, targets and the inputs that had to be made, inputs first.</returns>
    public IReadOnlyList<StageOutcome> Run(
        IReadOnlyList<Stage> targets, int jobs, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var walk = Begin(targets, jobs, progress, cancellation);
        return walk.Await(targets);
    }

    /// <summary>Begins to make what is missing, and does not wait for it.</summary>
    /// <param name="targets">The stages wanted; those named first are begun first.</param>
    /// <param name="jobs">How many stages may run at a time, each on a thread of its own.</param>
    /// <param name="progress">Takes news, from several threads.</param>
    /// <param name="cancellation">Ends the run; what is finished stays.</param>
    /// <returns>What to wait on; disposing of it ends the work.</returns>
    public StageWalk Begin(
        IReadOnlyList<Stage> targets, int jobs, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jobs);
        return new(cache, Plan(targets), jobs, progress, cancellation);
    }

    // Inputs before the stages that read them, each once; the inputs of a stage that is done are not looked at.
    private List<Stage> Plan(IEnumerable<Stage> targets)
    {
        var planned = new List<Stage>();
        var seen = new HashSet<string>();
        foreach (var target in targets)
            Visit(target);
        return planned;

        void Visit(Stage stage)
        {
            if (!seen.Add(stage.Hash))
                return;
            if (!cache.Has(stage))
            {
                foreach (var input in stage.Inputs)
                    Visit(input);
            }

            planned.Add(stage);
        }
    }
}
