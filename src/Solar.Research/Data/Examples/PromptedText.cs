namespace Solar.Research.Data.Examples;

/// <summary>A prompt and a response as a template writes them for the model.</summary>
/// <param name="Prompt">All that stands before the first letter of the response.</param>
/// <param name="Response">The response with whatever the template puts after it, the end token's text included.</param>
public sealed record PromptedText(string Prompt, string Response);
