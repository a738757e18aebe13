namespace Solar.Research.Data.Sets;

/// <summary>A competition problem with its worked solution, as MATH holds it.</summary>
/// <remarks>Hendrycks et al. 2021 (MATH): the members problem, level, type and solution.</remarks>
/// <param name="Problem">The question.</param>
/// <param name="Level">"Level 1" to "Level 5".</param>
/// <param name="Type">The subject, such as "Algebra".</param>
/// <param name="Solution">Worked out, the final answer in \boxed{…}.</param>
/// <param name="Source">Where it came from: file and line.</param>
public sealed record MathProblem(string Problem, string Level, string Type, string Solution, string Source);
