using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Solar.Research.Experiments.Stages;

/// <summary>Stages that are being made, several side by side, in the order that their inputs ask for.</summary>
public sealed class StageWalk : IDisposable
{
    private readonly StageCache _cache;
    private readonly List<Stage> _waiting;
    private readonly IReadOnlyList<Stage> _plan;
    private readonly Dictionary<string, StageOutcome> _done = [];
    private readonly IProgress<StageProgress>? _progress;
    private readonly CancellationTokenSource _stop;
    private readonly object _gate = new();
    private readonly WorkLeft _left;
    private readonly List<Thread> _workers;
    private ExceptionDispatchInfo? _failure;

    internal StageWalk(StageCache cache, IReadOnlyList<Stage> plan, int jobs, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        _cache = cache;
        _plan = plan;
        _waiting = [.. plan];
        _progress = progress;
        _left = new([.. plan.Where(stage => !cache.Has(stage))]);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _workers = [.. Enumerable.Range(0, Math.Min(jobs, plan.Count)).Select(_ => new Thread(Work) { IsBackground = true })];
        _workers.ForEach(worker => worker.Start());
    }

    /// <summary>Waits until these stages are done.</summary>
    /// <returns>The outcome of each, and of the inputs that had to be made for them, inputs first.</returns>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public IReadOnlyList<StageOutcome> Await(IReadOnlyList<Stage> targets)
    {
        var wanted = targets.SelectMany(Needed).ToHashSet();
        lock (_gate)
        {
            while (_failure is null && !wanted.All(_done.ContainsKey))
                Monitor.Wait(_gate);
            if (wanted.All(_done.ContainsKey))
                return [.. _plan.Where(stage => wanted.Contains(stage.Hash)).Select(stage => _done[stage.Hash])];
        }

        _workers.ForEach(worker => worker.Join()); // what runs beside it ends before the caller goes on
        _failure!.Throw();
        throw new UnreachableException();
    }

    /// <summary>Ends what is still being made, and waits for its end.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        lock (_gate)
            Monitor.PulseAll(_gate);
        _workers.ForEach(worker => worker.Join());
        _stop.Dispose();
    }

    // The hashes of a stage and of all stages below it that are part of the walk.
    private IEnumerable<string> Needed(Stage stage) =>
        _plan.Any(planned => planned.Hash == stage.Hash) ? stage.Inputs.SelectMany(Needed).Append(stage.Hash) : [];

    // A thread's work: take the first stage whose inputs are done, do it, look again; leave when none is left.
    private void Work()
    {
        while (Take() is { } next)
            Do(next);
    }

    private Stage? Take()
    {
        lock (_gate)
        {
            while (_failure is null && !_stop.IsCancellationRequested && _waiting.Count > 0)
            {
                if (_waiting.Find(stage => _cache.Has(stage) || stage.Inputs.All(input => _done.ContainsKey(input.Hash))) is { } next)
                {
                    _waiting.Remove(next);
                    return next;
                }

                Monitor.Wait(_gate);
            }

            if (_failure is null && _waiting.Count > 0)
                Fail(new OperationCanceledException(_stop.Token));
            return null;
        }
    }

    // Whatever a stage throws ends the others and is thrown again, unchanged, on the thread that waits.
    private void Do(Stage stage)
    {
        try
        {
            Tell(stage, StageState.Started, 0, "");
            var clock = Stopwatch.StartNew();
            var made = _cache.Make(stage, (share, detail) => Tell(stage, StageState.Advanced, share, detail), _stop.Token);
            Tell(stage, made ? StageState.Made : StageState.Cached, 1, "");
            lock (_gate)
            {
                _done[stage.Hash] = new(stage, _cache.FolderOf(stage), !made, made ? clock.Elapsed.TotalSeconds : 0);
                Monitor.PulseAll(_gate);
            }
        }
#pragma warning disable CA1031 // nothing is swallowed: Await throws it
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
            _stop.Cancel();
        }
    }

    private void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
            Monitor.PulseAll(_gate);
        }
    }

    private void Tell(Stage stage, StageState state, double share, string detail)
    {
        var (done, left) = _left.Advance(stage, share);
        _progress?.Report(new(stage.Name, state, share, detail, done, left));
    }
}
