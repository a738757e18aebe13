using System.Threading;
using Solar.Research.Data;

namespace Solar.Research.Contamination;

/// <summary>Whether a model has learned the texts of a benchmark: it finds them likelier than what another model would have written.</summary>
/// <remarks>
/// Paper, appendix C and Table 9, by swj0419/detect-pretrain-code-contamination@616114e (src/run.py: <c>evaluate_RMIA</c>). The
/// tool stores the score under the name of Min-K% Prob, which it is not (that is <see cref="MembershipScores"/>): a reference
/// model goes on from the beginning of each text many times, and the text's score is the share of those continuations that the
/// target model finds likelier than the text. The number reported is the share of texts whose score is below 0.1. The reference
/// model must not have learned the benchmark, or its continuations are the text and nothing is seen.
/// </remarks>
public static class ContaminationTest
{
    /// <summary>The examples of a benchmark: its texts in the order in which CPython's <c>random.shuffle</c> puts them, cut off.</summary>
    /// <param name="texts">All of the benchmark, in the order of its file: the order decides which are drawn.</param>
    /// <param name="recipe">How many, and the seed.</param>
    public static IReadOnlyList<T> Drawn<T>(IEnumerable<T> texts, ContaminationRecipe recipe)
    {
        var order = texts.ToArray();
        new CPythonRandom(recipe.ShuffleSeed).Shuffle<T>(order);
        return order.Length <= recipe.Examples ? order : order[..recipe.Examples];
    }

    /// <summary>What the reference model writes for the examples of a benchmark. It serves every target model of one comparison.</summary>
    /// <param name="reference">The reference model.</param>
    /// <param name="texts">All texts of the benchmark.</param>
    /// <param name="recipe">Everything else.</param>
    /// <param name="progress">Told how many texts of how many are done.</param>
    /// <param name="stop">Ends the work between two texts.</param>
    public static IEnumerable<ContinuedText> Continue(
        TextModel reference,
        IReadOnlyList<BenchmarkText> texts,
        ContaminationRecipe recipe,
        IProgress<(long Done, long Total)>? progress = null,
        CancellationToken stop = default)
    {
        recipe.Validate();
        var drawn = Drawn(texts, recipe);
        for (var i = 0; i < drawn.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            yield return ContinuedText.Of(reference, drawn[i].Id, drawn[i].Text, recipe, stream: i);
            progress?.Report((i + 1, drawn.Count));
        }
    }

    /// <summary>Scores a benchmark that the reference model has continued.</summary>
    /// <param name="target">The model under test.</param>
    /// <param name="benchmark">The benchmark's name.</param>
    /// <param name="continued">What <see cref="Continue"/> made; taken one by one.</param>
    /// <param name="recipe">The recipe they were made with.</param>
    /// <param name="texts">Texts of the benchmark.</param>
    /// <param name="stop">Ends the work between two texts.</param>
    public static ContaminationResult Score(
        TextModel target, string benchmark, IEnumerable<ContinuedText> continued, ContaminationRecipe recipe, int texts, CancellationToken stop = default)
    {
        recipe.Validate();
        var (examples, skipped) = (new List<ContaminationExample>(), new List<SkippedText>());
        foreach (var text in continued)
        {
            stop.ThrowIfCancellationRequested();
            if (Unfit(target, text) is { } reason)
                skipped.Add(new(text.Id, reason));
            else
                examples.Add(Example(target, text, recipe));
        }

        return ContaminationResult.Of(benchmark, examples, recipe, texts, skipped);
    }

    /// <summary>Continues and scores a benchmark, one text after the other.</summary>
    /// <param name="target">The model under test.</param>
    /// <param name="reference">The reference model.</param>
    /// <param name="benchmark">The benchmark's name.</param>
    /// <param name="texts">All texts of the benchmark.</param>
    /// <param name="recipe">Everything else.</param>
    /// <param name="progress">Told how many texts of how many are done.</param>
    /// <param name="stop">Ends the work between two texts.</param>
    public static ContaminationResult Run(
        TextModel target,
        TextModel reference,
        string benchmark,
        IReadOnlyList<BenchmarkText> texts,
        ContaminationRecipe recipe,
        IProgress<(long Done, long Total)>? progress = null,
        CancellationToken stop = default) =>
        Score(target, benchmark, Continue(reference, texts, recipe, progress, stop), recipe, texts.Count, stop);

    private static ContaminationExample Example(TextModel target, ContinuedText text, ContaminationRecipe recipe)
    {
        var most = Math.Min(recipe.MaxScoredTokens, target.Decoder.Config.MaxPositionEmbeddings);
        IReadOnlyList<int>[] tokens = [target.Tokens(text.Text), .. text.Continuations.Select(continuation => target.Tokens(continuation).Take(most).ToArray())];
        var nlls = TokenLogProbs.Of(target.Decoder, tokens).Select(logProbs => -logProbs.Average()).ToArray();
        var likelier = nlls.Skip(1).Count(nll => nll < nlls[0]);
        return new(text.Id, nlls[0], (double)likelier / text.Continuations.Count, text.PrefixWords, nlls[1..]);
    }

    private static string? Unfit(TextModel target, ContinuedText text)
    {
        var count = target.Tokens(text.Text).Count;
        return text.Continuations.Count == 0 ? "begins with so many tokens that the reference model has no position left to go on"
            : count < 2 ? $"has {count} tokens, so nothing of it is predicted"
            : count > target.Decoder.Config.MaxPositionEmbeddings ? $"has {count} tokens, but the model has {target.Decoder.Config.MaxPositionEmbeddings} positions"
            : null;
    }
}
