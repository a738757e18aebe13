namespace Solar.Research.Data.Examples;

/// <summary>A prompt and the response that is learned from it.</summary>
/// <param name="Prompt">The turns before the response; the last is the user's.</param>
/// <param name="Response">What the assistant is to say.</param>
/// <param name="Source">Where it came from: data set, file and line or row id.</param>
public sealed record InstructionExample(IReadOnlyList<ChatMessage> Prompt, string Response, string Source);
