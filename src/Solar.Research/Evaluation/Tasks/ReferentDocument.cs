using System.Globalization;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>A sentence of WinoGrande with two things that its gap may stand for.</summary>
/// <remarks>Partial evaluation (Trinh and Le 2018): the rest of the sentence is scored after each option, not the option.</remarks>
public sealed class ReferentDocument : BenchmarkDocument
{
    /// <summary>The sentence up to the gap, filled with each option.</summary>
    public required IReadOnlyList<string> Contexts { get; init; }

    /// <summary>The right one, from 0.</summary>
    public required int Gold { get; init; }

    /// <summary>What follows the gap, with a space before it.</summary>
    public required string Rest { get; init; }

    /// <inheritdoc/>
    public override string Target => Rest;

    /// <inheritdoc/>
    /// <remarks>The harness replaces the prompt's last block, whatever stands in it.</remarks>
    public override IReadOnlyList<EvaluationRequest> Requests(string context)
    {
        var last = context.LastIndexOf("\n\n", StringComparison.Ordinal);
        var before = last < 0 ? "" : context[..(last + 2)];
        return [.. Contexts.Select(filled => new EvaluationRequest(before + filled, Rest))];
    }

    /// <inheritdoc/>
    public override DocumentScore Score(ModelAnswer answer)
    {
        var taken = Largest(answer.LogLikelihoods);
        return new(taken.ToString(CultureInfo.InvariantCulture), new Dictionary<string, double> { ["acc"] = taken == Gold ? 1 : 0 });
    }
}
