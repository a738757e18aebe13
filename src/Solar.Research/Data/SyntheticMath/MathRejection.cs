namespace Solar.Research.Data.SyntheticMath;

/// <summary>Why an attempt gave no row.</summary>
public enum MathRejection
{
    /// <summary>The rephraser gave no question, or an empty one.</summary>
    NoQuestion,

    /// <summary>The question is a seed problem, word for word.</summary>
    UnchangedQuestion,

    /// <summary>An earlier attempt has the same question.</summary>
    RepeatedQuestion,

    /// <summary>The rephraser gave no answer, or an empty one.</summary>
    NoAnswer,

    /// <summary>The answer marks no final answer.</summary>
    NoFinalAnswer,

    /// <summary>The final answer is not the original's: question or answer went wrong.</summary>
    OtherFinalAnswer,
}
