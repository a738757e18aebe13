using System.Diagnostics;
using System.Threading;
using Solar.Notebooks.Display;
using Solar.Notebooks.Engine.CSharp;

using Solar.Notebooks.Engine.Output;

namespace Solar.Notebooks.Engine;

/// <summary>The state that the cells of one notebook share. One cell runs at a time.</summary>
public sealed class NotebookSession : IDisposable
{
    private readonly CellExecutor _executor = new();
    private readonly Lock _oneAtATime = new();
    private readonly Dictionary<string, ILanguage> _started = [];
    private readonly CSharpLanguage _csharp;
    private int _cells;

    /// <summary>A session without variables.</summary>
    public NotebookSession(SessionOptions options)
    {
        Options = options;
        _csharp = new CSharpLanguage(this);
        Languages = [new("csharp", ["C#", "cs", "c#script", "dotnet-csharp"], _ => _csharp), .. options.Languages];
        ConsoleRouter.Install();
    }

    /// <summary>The languages on offer, C# first.</summary>
    public IReadOnlyList<LanguageEntry> Languages { get; }

    /// <summary>The options.</summary>
    public SessionOptions Options { get; }

    /// <summary>A language, by its name or another of its names; it starts when it is first asked for.</summary>
    /// <exception cref="CellFailedException">There is no such language.</exception>
    public ILanguage Language(string name)
    {
        var entry = Languages.FirstOrDefault(entry => entry.IsCalled(name))
            ?? throw new CellFailedException("UnknownLanguage", $"There is no language \"{name}\" here. Known are: {string.Join(", ", Languages.Select(entry => entry.Name))}.");
        lock (_started)
        {
            if (!_started.TryGetValue(entry.Name, out var language))
                _started[entry.Name] = language = entry.Create(this);
            return language;
        }
    }

    /// <summary>Runs a cell on a thread of its own and waits for its end. Never throws for what the cell does.</summary>
    public CellOutcome Run(CellRequest request, ICellFrontEnd frontEnd)
    {
        lock (_oneAtATime)
        {
            var cell = new RunningCell(this, request.Name ?? $"cell {++_cells}", frontEnd);
            var started = Stopwatch.GetTimestamp();
            CellError? error = null;
            var interrupted = false;
            _executor.Run(cell, () =>
            {
                try
                {
                    RunBlocks(cell, request);
                }
#pragma warning disable CA1031 // whatever a cell throws is shown, and the next cell runs
                catch (Exception thrown)
#pragma warning restore CA1031
                {
                    interrupted = cell.Cancellation.IsCancellationRequested && CellErrors.IsInterrupt(thrown);
                    error = interrupted ? CellErrors.Interrupted(cell) : CellErrors.Of(thrown, cell);
                }
            });
            if (error is not null)
                cell.Emit(error);
            OutputQueue.Shared.Flush();
            return new(error is null ? CellStatus.Ok : interrupted ? CellStatus.Interrupted : CellStatus.Failed, error, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>Stops the running cell within a second, if one is running; what earlier cells declared stays.</summary>
    public void Interrupt() => _executor.Interrupt();

    /// <summary>Declares a C# variable, as a parameter of the notebook.</summary>
    public void Declare(string name, object? value, Type type) => _csharp.Declare(name, value, type);

    /// <summary>What could stand at a place of a cell's text.</summary>
    /// <param name="code">The cell, magics and all.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    /// <param name="language">The cell's own language.</param>
    public CompletionList Complete(string code, int position, string? language = null) => Language(language ?? "csharp").Complete(code, position);

    /// <summary>What stands at a place of a cell's text.</summary>
    public Inspection? Inspect(string code, int position, string? language = null) => Language(language ?? "csharp").Inspect(code, position);

    /// <summary>Whether a front end should run the text or ask for more.</summary>
    public Completeness IsComplete(string code, string? language = null) => Language(language ?? "csharp").IsComplete(code);

    /// <summary>Loads and compiles what the first cell will need; on a thread of its own after the front end was answered.</summary>
    public void WarmUp() => _csharp.WarmUp();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var language in _started.Values.OfType<IDisposable>())
            language.Dispose();
    }

    private void RunBlocks(RunningCell cell, CellRequest request)
    {
        var language = Language(request.Language ?? "csharp");
        var value = language.Run(new SourceBlock(request.Code, cell.Name, []), cell.Cancellation);
        if (value is not null)
            Show(cell, value);
    }

    private static void Show(RunningCell cell, CellValue value)
    {
        MimeBundle? bundle = null;
        cell.Guard(() => bundle = Formatter.Of(value.Value));
        cell.Emit(new ExecuteResult(bundle!));
    }
}
