using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>A rephrased question with the answer that was given to it, and where both came from.</summary>
/// <param name="Original">The seed problem, its file and line in <see cref="MathProblem.Source"/>.</param>
/// <param name="Question">The rephrased question.</param>
/// <param name="Answer">The worked answer to it; it comes to the original's final answer.</param>
/// <param name="Rephraser">Who made it: <see cref="IMathRephraser.Name"/>.</param>
/// <param name="Attempt">Which rephrasing of its seed problem, from 0.</param>
/// <param name="AnswerAttempt">Which answer to that question, from 0.</param>
/// <param name="RephraseSeed">The seed of the request that gave the question.</param>
/// <param name="AnswerSeed">The seed of the request that gave the answer.</param>
public sealed record SyntheticMathRow(
    MathProblem Original, string Question, string Answer, string Rephraser, int Attempt, int AnswerAttempt, long RephraseSeed, long AnswerSeed)
{
    /// <summary>Whether the new answer and the original's are two, so that one can be preferred.</summary>
    public bool CanBePreferred => !string.Equals(Answer.Trim(), Original.Solution.Trim(), StringComparison.Ordinal);

    /// <summary>As Synth. Math-Instruct has it: the rephrased pair.</summary>
    public InstructionExample ToInstruction() => new([new(ChatMessage.User, Question)], Answer, Original.Source);

    /// <summary>As Synth. Math-Alignment has it: the rephrased question, its answer preferred to the original one.</summary>
    /// <remarks>Paper §3, "Alignment Tuning".</remarks>
    public PreferenceExample ToPreference() => new([new(ChatMessage.User, Question)], Answer, Original.Solution, Original.Source);
}
