using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.Sets;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>Makes Synth. Math-Instruct: rephrases each question, answers the rephrased one, keeps what keeps the final answer.</summary>
/// <remarks>Paper §3; Yu et al. 2023 (MetaMath), §3.2: rejection by answer. Rows come in the order of seeds and attempts, whoever replies first.</remarks>
public sealed class MathSynthesis
{
    private readonly IMathRephraser _rephraser;
    private readonly SyntheticMathRecipe _recipe;
    private readonly List<(MathProblem Problem, string Answer)> _seeds = [];
    private readonly HashSet<string> _originals;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<MathRejection, int> _rejected = Enum.GetValues<MathRejection>().ToDictionary(why => why, _ => 0);
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private int _withoutAnswer;
    private int _attempts;
    private int _answers;
    private int _accepted;
    private int _alignment;

    /// <param name="problems">The seed problems: MATH's training split and nothing else, so that no other benchmark leaks in.</param>
    /// <param name="rephraser">Who rephrases and answers.</param>
    /// <param name="recipe">How often, and which seeds.</param>
    public MathSynthesis(IEnumerable<MathProblem> problems, IMathRephraser rephraser, SyntheticMathRecipe? recipe = null)
    {
        ArgumentNullException.ThrowIfNull(problems);
        _rephraser = rephraser;
        _recipe = (recipe ?? new()).Validate();
        var all = problems.ToArray();
        _originals = all.Select(problem => Key(problem.Problem)).ToHashSet(StringComparer.Ordinal);
        foreach (var problem in Drawn(all))
        {
            if (FinalAnswer.Of(problem.Solution) is { } answer)
                _seeds.Add((problem, answer));
            else
                _withoutAnswer++;
        }
    }

    /// <summary>What came of it so far.</summary>
    public SyntheticMathReport Report => new(
        _rephraser.Name, _seeds.Count, _withoutAnswer, _attempts, _answers, _accepted, _alignment, new Dictionary<MathRejection, int>(_rejected),
        [.. _failures.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(20).Select(pair => new MathFailure(pair.Key, pair.Value))]);

    /// <summary>Attempts that were made.</summary>
    public int Attempts => _attempts;

    /// <summary>Attempts that there will be.</summary>
    public int TotalAttempts => checked(_seeds.Count * _recipe.RephrasingsPerSeed);

    /// <summary>Tries every attempt, a batch at a time, and gives the rows as they are made. Once.</summary>
    public async IAsyncEnumerable<SyntheticMathRow> Rows([EnumeratorCancellation] CancellationToken stop = default)
    {
        if (_attempts > 0)
            throw new InvalidOperationException("The rows were made already; a new synthesis makes them again.");
        var attempts = _seeds.SelectMany((seed, i) => Enumerable.Range(0, _recipe.RephrasingsPerSeed).Select(k => new Attempt(seed.Problem, seed.Answer, i, k)));
        foreach (var batch in attempts.Chunk(Math.Max(1, _rephraser.RequestsAtOnce)))
        {
            await Rephrase(batch, stop);
            for (var k = 0; k < _recipe.AnswersPerRephrasing; k++)
                await Answer([.. batch.Where(attempt => attempt.IsOpen)], k, stop);

            foreach (var attempt in batch)
            {
                if (attempt.Row is { } row)
                {
                    _accepted++;
                    _alignment += row.CanBePreferred ? 1 : 0;
                    yield return row;
                }
                else
                {
                    _rejected[attempt.Rejection!.Value]++;
                }
            }
        }
    }

    private async Task Rephrase(Attempt[] batch, CancellationToken stop)
    {
        _attempts += batch.Length;
        var replies = await Ask(_rephraser.Rephrase, [.. batch.Select(attempt => new MathRequest(attempt.Original.Problem, SeedOf(attempt, 0)))], stop);
        foreach (var (attempt, reply) in batch.Zip(replies))
        {
            attempt.Question = Text(reply);
            attempt.Rejection = attempt.Question switch
            {
                null => MathRejection.NoQuestion,
                var question when _originals.Contains(Key(question)) => MathRejection.UnchangedQuestion,
                var question when !_taken.Add(Key(question)) => MathRejection.RepeatedQuestion,
                _ => null,
            };
            attempt.IsOpen = attempt.Rejection is null;
        }
    }

    private async Task Answer(Attempt[] open, int k, CancellationToken stop)
    {
        if (open.Length == 0)
            return;
        _answers += open.Length;
        var replies = await Ask(_rephraser.Answer, [.. open.Select(attempt => new MathRequest(attempt.Question!, SeedOf(attempt, 1 + k)))], stop);
        foreach (var (attempt, reply) in open.Zip(replies))
        {
            attempt.Rejection = Text(reply) is not { } answer ? MathRejection.NoAnswer
                : FinalAnswer.Of(answer) is not { } final ? MathRejection.NoFinalAnswer
                : !FinalAnswer.Same(final, attempt.Expected) ? MathRejection.OtherFinalAnswer
                : null;
            if (attempt.Rejection is not null)
                continue;
            attempt.IsOpen = false;
            attempt.Row = new(attempt.Original, attempt.Question!, Text(reply)!, _rephraser.Name, attempt.Number, k, SeedOf(attempt, 0), SeedOf(attempt, 1 + k));
        }
    }

    private static async Task<IReadOnlyList<MathReply>> Ask(
        Func<IReadOnlyList<MathRequest>, CancellationToken, Task<IReadOnlyList<MathReply>>> ask, IReadOnlyList<MathRequest> requests, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var replies = await ask(requests, stop);
        return replies.Count == requests.Count
            ? replies
            : throw new InvalidOperationException($"The rephraser gave {replies.Count} replies to {requests.Count} requests.");
    }

    private string? Text(MathReply reply)
    {
        if (reply.Text?.Trim() is { Length: > 0 } text)
            return text;
        var why = reply.Failure ?? "an empty reply";
        _failures[why] = _failures.GetValueOrDefault(why) + 1;
        return null;
    }

    // One stream for each attempt; of it the question's seed is the first number, those of the answers the next.
    private long SeedOf(Attempt attempt, int which)
    {
        var random = new SplitMix64(_recipe.Seed, ((long)attempt.Seed * _recipe.RephrasingsPerSeed) + attempt.Number);
        for (var i = 0; i < which; i++)
            random.Next();
        return (long)(random.Next() >> 33); // 31 bits: what servers take for a seed
    }

    private IEnumerable<MathProblem> Drawn(MathProblem[] all)
    {
        if (_recipe.MaxSeeds is not { } most || most >= all.Length)
            return all;
        var order = Enumerable.Range(0, all.Length).ToArray();
        new SplitMix64(_recipe.Seed).Shuffle<int>(order);
        return order.Take(most).Order().Select(i => all[i]);
    }

    // Two questions are one when only case and blanks differ.
    private static string Key(string question) => string.Join(' ', question.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed class Attempt(MathProblem original, string expected, int seed, int number)
    {
        public MathProblem Original => original;

        public string Expected => expected;

        public int Seed => seed;

        public int Number => number;

        public string? Question { get; set; }

        public MathRejection? Rejection { get; set; }

        public bool IsOpen { get; set; }

        public SyntheticMathRow? Row { get; set; }
    }
}
