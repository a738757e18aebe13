using System.Globalization;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>What a rephraser said when it gave nothing.</summary>
/// <param name="Said">Its reason.</param>
/// <param name="Times">How often.</param>
public sealed record MathFailure(string Said, int Times);

/// <summary>What was tried and what came of it.</summary>
/// <param name="Rephraser">Who rephrased.</param>
/// <param name="Seeds">Seed problems that were used.</param>
/// <param name="SeedsWithoutAnswer">Seed problems that were left out because their solution marks no final answer.</param>
/// <param name="Attempts">Rephrasings tried.</param>
/// <param name="Answers">Answers asked for.</param>
/// <param name="Accepted">Rows made.</param>
/// <param name="AlignmentRows">Rows whose answer differs from the original's, so that one can be preferred to the other.</param>
/// <param name="Rejected">Attempts that gave no row, by what was wrong with the last answer.</param>
/// <param name="Failures">What the rephraser said when it gave nothing; the 20 most frequent.</param>
public sealed record SyntheticMathReport(
    string Rephraser,
    int Seeds,
    int SeedsWithoutAnswer,
    int Attempts,
    int Answers,
    int Accepted,
    int AlignmentRows,
    IReadOnlyDictionary<MathRejection, int> Rejected,
    IReadOnlyList<MathFailure> Failures)
{
    /// <summary>Rows for each attempt.</summary>
    public double AcceptanceRate => Attempts == 0 ? 0 : (double)Accepted / Attempts;

    /// <summary>A line for people.</summary>
    public override string ToString()
    {
        var rejected = string.Join(", ", Rejected.Where(pair => pair.Value > 0).Select(pair => $"{pair.Key} {pair.Value.ToString(CultureInfo.InvariantCulture)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Accepted} rows of {Attempts} attempts ({AcceptanceRate:P1}) on {Seeds} seeds; rejected: {(rejected.Length == 0 ? "none" : rejected)}");
    }
}
