namespace Solar.Research.Data.Examples;

/// <summary>A prompt with a better and a worse response to it.</summary>
/// <remarks>Paper §3, "Alignment Tuning": the tuple {prompt, chosen, rejected}.</remarks>
/// <param name="Prompt">The turns before the response; the last is the user's.</param>
/// <param name="Chosen">The better response.</param>
/// <param name="Rejected">The worse response.</param>
/// <param name="Source">Where it came from: data set, file and line or row id.</param>
public sealed record PreferenceExample(IReadOnlyList<ChatMessage> Prompt, string Chosen, string Rejected, string Source);
