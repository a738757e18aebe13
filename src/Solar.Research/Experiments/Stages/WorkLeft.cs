using System.Threading;

namespace Solar.Research.Experiments.Stages;

/// <summary>How much of the work of several stages is done, and how long the rest will take at the pace so far.</summary>
/// <remarks>The pace is that of this run: what a resumed stage had done before is not counted as done quickly.</remarks>
/// <param name="stages">What is to be made.</param>
internal sealed class WorkLeft(IReadOnlyList<Stage> stages)
{
    private const double Enough = 0.02; // of the work, before the pace says anything

    private readonly Lock _gate = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly double _total = stages.Sum(stage => stage.ExpectedSeconds);
    private readonly HashSet<string> _known = [.. stages.Select(stage => stage.Hash)];
    private readonly Dictionary<string, double> _shares = [];
    private readonly Dictionary<string, double> _expected = stages.DistinctBy(stage => stage.Hash).ToDictionary(stage => stage.Hash, stage => stage.ExpectedSeconds);
    private double _foundDone;

    /// <summary>Takes note of how far a stage is.</summary>
    /// <returns>The share of all work that is done, and the time that the rest will take; none before the pace is known.</returns>
    public (double Done, TimeSpan? Left) Advance(Stage stage, double share)
    {
        lock (_gate)
        {
            if (_total == 0 || !_known.Contains(stage.Hash))
                return (_total == 0 ? 1 : Done(), null);
            if (share > 0 && _shares.GetValueOrDefault(stage.Hash) == 0 && share < 1)
                _foundDone += share * stage.ExpectedSeconds; // its first word: what it had before, or as good as nothing
            _shares[stage.Hash] = share;

            var done = Done();
            var made = done - (_foundDone / _total);
            var elapsed = TimeProvider.System.GetElapsedTime(_start);
            return (done, made < Enough ? null : elapsed * ((1 - done) / made));
        }
    }

    private double Done() => _shares.Sum(one => one.Value * _expected[one.Key]) / _total;
}
