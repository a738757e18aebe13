using System.Globalization;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>A question with answers to choose from (the harness's <c>MultipleChoiceTask</c>).</summary>
public sealed class ChoiceDocument : BenchmarkDocument
{
    /// <summary>The answers, without the space before them.</summary>
    public required IReadOnlyList<string> Choices { get; init; }

    /// <summary>The right one, from 0.</summary>
    public required int Gold { get; init; }

    /// <inheritdoc/>
    public override string Target => " " + Choices[Gold];

    /// <inheritdoc/>
    public override IReadOnlyList<EvaluationRequest> Requests(string context) =>
        [.. Choices.Select(choice => new EvaluationRequest(context, " " + choice))];

    /// <inheritdoc/>
    /// <remarks>acc_norm divides by the choice's length in Unicode code points, the space before it not counted.</remarks>
    public override DocumentScore Score(ModelAnswer answer)
    {
        var taken = Largest(answer.LogLikelihoods);
        var takenByLength = Largest(answer.LogLikelihoods.Zip(Choices, (likelihood, choice) => likelihood / PythonText.Length(choice)));
        return new(taken.ToString(CultureInfo.InvariantCulture), new Dictionary<string, double>
        {
            ["acc"] = taken == Gold ? 1 : 0,
            ["acc_norm"] = takenByLength == Gold ? 1 : 0,
        });
    }
}
