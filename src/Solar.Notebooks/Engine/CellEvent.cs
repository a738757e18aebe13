using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine;

/// <summary>What a running cell tells its front end.</summary>
public abstract record CellEvent;

/// <summary>Console output.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">As written.</param>
public sealed record StreamText(string Name, string Text) : CellEvent;

/// <summary>Something shown by the code.</summary>
/// <param name="Bundle">Its forms.</param>
/// <param name="DisplayId">A handle for updates; none: it is never updated.</param>
public sealed record DisplayData(MimeBundle Bundle, string? DisplayId = null) : CellEvent;

/// <summary>New content for everything that was shown under a handle.</summary>
public sealed record UpdateDisplay(MimeBundle Bundle, string DisplayId) : CellEvent;

/// <summary>The value of the cell's last expression.</summary>
public sealed record ExecuteResult(MimeBundle Bundle) : CellEvent;

/// <summary>The outputs so far are to be removed.</summary>
/// <param name="Wait">Only when the next output comes.</param>
public sealed record ClearOutput(bool Wait) : CellEvent;

/// <summary>The cell failed.</summary>
/// <param name="Name">The exception's type, or the compiler's error id.</param>
/// <param name="Message">One clear message.</param>
/// <param name="Traceback">Lines for the reader, with the cell's own line numbers; no escape codes.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback) : CellEvent;
