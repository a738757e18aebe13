using System.Diagnostics;
using System.Runtime.ExceptionServices;
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
public sealed record StageProgress(string Stage, StageState State, double Share, string Detail);

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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jobs);
        using var walk = new Walk(cache, Plan(targets), progress, cancellation);
        var workers = Enumerable.Range(0, Math.Min(jobs, walk.Count)).Select(_ => new Thread(walk.Work) { IsBackground = true }).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return walk.Outcomes();
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

    private sealed class Walk : IDisposable
    {
        private readonly StageCache _cache;
        private readonly List<Stage> _waiting;
        private readonly IReadOnlyList<Stage> _plan;
        private readonly Dictionary<string, StageOutcome> _done = [];
        private readonly IProgress<StageProgress>? _progress;
        private readonly CancellationTokenSource _stop;
        private readonly Lock _gate = new();
        private readonly ManualResetEventSlim _changed = new();
        private ExceptionDispatchInfo? _failure;

        public Walk(StageCache cache, List<Stage> plan, IProgress<StageProgress>? progress, CancellationToken cancellation)
        {
            _cache = cache;
            _plan = plan;
            _waiting = [.. plan];
            _progress = progress;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        }

        public int Count => _plan.Count;

        public void Dispose()
        {
            _stop.Dispose();
            _changed.Dispose();
        }

        public IReadOnlyList<StageOutcome> Outcomes()
        {
            _failure?.Throw();
            return [.. _plan.Select(stage => _done[stage.Hash])];
        }

        // A thread's work: take the first stage whose inputs are done, do it, look again; leave when none is left.
        public void Work()
        {
            while (true)
            {
                Stage? next;
                lock (_gate)
                {
                    if (_failure is not null || _waiting.Count == 0)
                        return;
                    next = _waiting.Find(stage => _cache.Has(stage) || stage.Inputs.All(input => _done.ContainsKey(input.Hash)));
                    if (next is null)
                        _changed.Reset();
                    else
                        _waiting.Remove(next);
                }

                if (next is null)
                    _changed.Wait();
                else
                    Do(next);
            }
        }

        // Whatever a stage throws ends the others and is thrown again, unchanged, on the thread that asked for the run.
        private void Do(Stage stage)
        {
            try
            {
                Tell(stage, StageState.Started, 0, "");
                var clock = Stopwatch.StartNew();
                var made = _cache.Make(stage, (share, detail) => Tell(stage, StageState.Advanced, share, detail), _stop.Token);
                Tell(stage, made ? StageState.Made : StageState.Cached, 1, "");
                Finish(() => _done[stage.Hash] = new(stage, _cache.FolderOf(stage), !made, made ? clock.Elapsed.TotalSeconds : 0));
            }
#pragma warning disable CA1031 // nothing is swallowed: Outcomes throws it
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Finish(() => _failure ??= ExceptionDispatchInfo.Capture(failure));
                _stop.Cancel();
            }
        }

        private void Finish(Action change)
        {
            lock (_gate)
            {
                change();
                _changed.Set();
            }
        }

        private void Tell(Stage stage, StageState state, double share, string detail) =>
            _progress?.Report(new(stage.Name, state, share, detail));
    }
}
