using System.Text.Json.Nodes;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Documents;

/// <summary>What a cell left behind, as nbformat 4 keeps it.</summary>
public abstract record CellOutput;

/// <summary>Console output.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">As written.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>Something shown by the code.</summary>
public sealed record DisplayOutput(MimeBundle Bundle) : CellOutput;

/// <summary>The value of the cell's last expression.</summary>
public sealed record ResultOutput(MimeBundle Bundle, int? ExecutionCount) : CellOutput;

/// <summary>The cell failed.</summary>
/// <param name="Name">The exception's type, or the compiler's error id.</param>
/// <param name="Message">One message.</param>
/// <param name="Traceback">Lines; other programs put colour codes into them.</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>An output of a type that nbformat 4.5 does not know; kept as it is.</summary>
public sealed record UnknownOutput(JsonObject Content) : CellOutput;
