using System.Threading;

namespace Solar.Notebooks.Engine;

/// <summary>A language that cells can be written in.</summary>
public interface ILanguage
{
    /// <summary>Its name, as in <c>#!name</c>: csharp, fsharp, sql, markdown, html, mermaid, javascript.</summary>
    string Name { get; }

    /// <summary>Other names, such as <c>C#</c> and <c>cs</c>.</summary>
    IReadOnlyList<string> Aliases { get; }

    /// <summary>The variables that cells of this language have declared, in order of first declaration.</summary>
    IReadOnlyList<Variable> Variables { get; }

    /// <summary>Runs code on the cell's thread; what it shows goes to <see cref="NotebookApi"/> or the console.</summary>
    /// <returns>The value to show as the cell's result, wrapped so that null can be one; none: nothing is shown.</returns>
    /// <exception cref="CellFailedException">The code did not compile or was not understood.</exception>
    CellValue? Run(SourceBlock block, CancellationToken cancellation);

    /// <summary>Declares or overwrites a variable, for <c>#!set</c>, <c>#!share</c> and parameters.</summary>
    /// <exception cref="CellFailedException">The language has no variables.</exception>
    void Declare(string name, object? value, Type type);

    /// <summary>What could stand at a place of the code.</summary>
    CompletionList Complete(string code, int position) => CompletionList.None(position);

    /// <summary>What stands at a place of the code.</summary>
    Inspection? Inspect(string code, int position) => null;

    /// <summary>Whether the code is whole.</summary>
    Completeness IsComplete(string code) => new("complete");
}

/// <summary>A variable of some language.</summary>
public sealed record Variable(string Name, object? Value, Type Type);

/// <summary>The value of a cell.</summary>
public sealed record CellValue(object? Value);

/// <summary>Lines of a cell in one language, magics taken out.</summary>
/// <param name="Code">The text, with empty lines where magics stood, so that line numbers stay the cell's own.</param>
/// <param name="CellName">What errors call the cell.</param>
/// <param name="Options">What stood behind the language's magic, such as <c>--display sheet</c>.</param>
public sealed record SourceBlock(string Code, string CellName, IReadOnlyList<string> Options);

/// <summary>A cell's code cannot run; nothing of it ran.</summary>
/// <param name="name">What kind of failure, such as a compiler error id.</param>
/// <param name="message">One clear message.</param>
/// <param name="details">Lines with the cell's own line numbers.</param>
public sealed class CellFailedException(string name, string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    /// <summary>What kind of failure.</summary>
    public string Name { get; } = name;

    /// <summary>Lines for the reader.</summary>
    public IReadOnlyList<string> Details { get; } = details ?? [];
}
