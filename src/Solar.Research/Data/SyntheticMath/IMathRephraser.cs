using System.Threading;
using System.Threading.Tasks;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>Something asked of a rephraser: to put a question in other words, or to answer it.</summary>
/// <param name="Question">The question alone; nobody who answers it sees the original's solution.</param>
/// <param name="Seed">
/// The seed of whatever chance the reply has: the same question with the same seed gives the same reply where the rephraser can
/// promise that, another attempt comes with another seed. Never negative.
/// </param>
public readonly record struct MathRequest(string Question, long Seed);

/// <summary>What came back: a text, or why there is none.</summary>
/// <param name="Text">The rephrased question or the worked answer; null when there is none.</param>
/// <param name="Failure">Why there is none; null when there is a text.</param>
public readonly record struct MathReply(string? Text, string? Failure)
{
    /// <summary>A text.</summary>
    public static MathReply Of(string text) => new(text, null);

    /// <summary>No text: this one request failed, and the others go on. What makes every request fail is an exception instead.</summary>
    public static MathReply Failed(string why) => new(null, why);
}

/// <summary>Who puts mathematical questions in other words and answers them: a model behind a server, a checkpoint, or a grammar.</summary>
/// <remarks>Paper §3, "Instruction Tuning": "using a process similar to MetaMath, we rephrase the questions and answers of the seed math data".</remarks>
public interface IMathRephraser
{
    /// <summary>Who it is, with the model and what decides its replies; recorded in every row that it made.</summary>
    string Name { get; }

    /// <summary>How many requests it likes to be given at once.</summary>
    int RequestsAtOnce { get; }

    /// <summary>Puts each question in other words, its numbers and its answer unchanged.</summary>
    /// <returns>One reply for each request, in their order.</returns>
    Task<IReadOnlyList<MathReply>> Rephrase(IReadOnlyList<MathRequest> requests, CancellationToken stop = default);

    /// <summary>Works each question out, step by step, to a final answer that <see cref="FinalAnswer"/> can read.</summary>
    /// <returns>One reply for each request, in their order.</returns>
    Task<IReadOnlyList<MathReply>> Answer(IReadOnlyList<MathRequest> requests, CancellationToken stop = default);
}
