namespace Solar.Notebooks.Display;

/// <summary>A value cannot be shown as its type or its caller asks.</summary>
/// <param name="message">The type, and what it lacks.</param>
public sealed class FormatterException(string message) : Exception(message);
