using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.SyntheticMath;

namespace Solar.Research.Data.SmallWorld;

/// <summary>Rephrases and answers the MATH problems of a small world by its own grammar: now and then wrongly, so that the check of the answer has work.</summary>
/// <remarks>
/// Paper §3: a rephraser puts question and answer in other words. Every sentence is replaced by another one of its meaning, and the answer is worked out from the
/// rephrased question alone, each step in a sentence where the original has bare sums.
/// </remarks>
/// <param name="recipe">Of the world; <see cref="WorldRecipe.WrongRephrasingPercent"/> of the attempts go wrong, half of them in the question, half in the answer.</param>
public sealed class WorldRephraser(WorldRecipe recipe) : IMathRephraser
{
    private readonly int _wrongPercent = recipe.Validate().WrongRephrasingPercent;

    /// <inheritdoc/>
    public string Name => $"the small world's grammar, {Text.Of(_wrongPercent)} of 100 wrong";

    /// <inheritdoc/>
    public int RequestsAtOnce => 256;

    /// <inheritdoc/>
    public Task<IReadOnlyList<MathReply>> Rephrase(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) =>
        Task.FromResult<IReadOnlyList<MathReply>>([.. requests.Select(request => Reply(request, Reworded))]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MathReply>> Answer(IReadOnlyList<MathRequest> requests, CancellationToken stop = default) =>
        Task.FromResult<IReadOnlyList<MathReply>>([.. requests.Select(request => Reply(request, Worked))]);

    private static MathReply Reply(MathRequest request, Func<ParsedProblem, Dice, string> write) => MathGrammar.Parse(request.Question) is { } problem
        ? MathReply.Of(write(problem, new Dice(request.Seed, (long)WorldStream.Rephrasing)))
        : MathReply.Failed("The question is not one of the small world's.");

    private string Reworded(ParsedProblem problem, Dice dice)
    {
        var slip = GoesWrong(dice) ? Dice.Until(() => dice.Below(problem.Sentences.Count), i => problem.Sentences[i].Slots.Keys.Any(IsNumber)) : -1;
        return string.Join(' ', problem.Sentences.Select((said, i) =>
        {
            var slots = new Dictionary<string, string>(said.Slots);
            if (i == slip)
            {
                var number = slots.Keys.First(IsNumber);
                slots[number] = Text.Of(2 * MathGrammar.Number(slots[number]));
            }

            // A slot that another wording has and this one lacks is the same word as elsewhere in the problem.
            foreach (var (name, word) in problem.Sentences.SelectMany(sentence => sentence.Slots))
                slots.TryAdd(name, word);
            var wording = Dice.Until(() => dice.Of(said.Clause.Wordings), wording => Clause.Write(wording, slots) != Clause.Write(said.Wording, slots));
            return Clause.Write(wording, slots);
        }));
    }

    private string Worked(ParsedProblem problem, Dice dice)
    {
        var sums = problem.Sums();
        var unit = problem.Sentences.SelectMany(sentence => sentence.Slots).FirstOrDefault(slot => slot.Key == "item").Value is { } item ? " " + item : "";
        var steps = sums.Sums.Select((sum, i) => $"{(i == 0 ? "First" : "Then")} we get {sum}{unit}.");
        return $"{string.Join(' ', steps)} So the answer is $\\boxed{{{Text.Of(sums.Result + (GoesWrong(dice) ? dice.Between(1, 9) : 0))}}}$.";
    }

    // Half of the mistakes are made here and half there.
    private bool GoesWrong(Dice dice) => dice.Below(200) < _wrongPercent;

    private static bool IsNumber(string slot) => slot is "a" or "b";
}
