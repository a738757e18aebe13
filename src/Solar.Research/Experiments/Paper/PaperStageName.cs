using Solar.Research.Experiments.Instruct;
using Solar.Research.Merging.Recipes;
using static Solar.Research.Experiments.Instruct.ModelName;

namespace Solar.Research.Experiments.Paper;

/// <summary>A merge of two models.</summary>
/// <param name="Of">The models.</param>
/// <param name="Said">How, in a few words.</param>
/// <param name="Recipe">The same for folders.</param>
internal sealed record PairMerge(IReadOnlyList<string> Of, string Said, Func<string, string, MergeRecipe> Recipe);

/// <summary>What the reproduction has beside <see cref="ModelName"/>: the names of other stages, and what each merge is made of.</summary>
internal static class PaperStageName
{
    /// <summary>The up-scaled model before it is trained on.</summary>
    public const string Grown = "dus";

    /// <summary>What the name of a model stands behind where it is scored.</summary>
    public const string Scores = "h6-";

    /// <summary>The test behind Table 9.</summary>
    public const string Contamination = "contamination";

    /// <summary>What a merged model is made of (paper Tables 3, 4 and 7).</summary>
    public static PairMerge MergeOf(string model) => model switch
    {
        SftV3V4 => Average(SftV3, SftV4, 0.5),
        DpoV1V2 => Average(DpoV1, DpoV2, 0.5),
        MergeV1 => Average(Candidate1, Candidate2, 0.5),
        MergeV2 => Average(Candidate1, Candidate2, 0.4),
        MergeV3 => Average(Candidate1, Candidate2, 0.6),
        MergeV4 => new([Candidate1, Candidate2], "SLERP, t = 0.5", (a, b) => MergeRecipe.Slerp(a, b, 0.5)),
        _ => throw new ArgumentException($"'{model}' is no merge.", nameof(model)),
    };

    private static PairMerge Average(string a, string b, double weightOfA) => new(
        [a, b],
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"average ({weightOfA}, {1 - weightOfA})"),
        (first, second) => MergeRecipe.Linear([first, second], [weightOfA, 1 - weightOfA]));
}
