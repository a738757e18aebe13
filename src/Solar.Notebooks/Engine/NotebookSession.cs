using System.Diagnostics;
using System.Threading;
using Solar.Notebooks.Engine.Cells;
using Solar.Notebooks.Engine.CSharp;
using Solar.Notebooks.Engine.Magics;
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
    private volatile bool _hasRun;
    private volatile bool _disposed;

    /// <summary>A session without variables.</summary>
    public NotebookSession(SessionOptions options)
    {
        Options = options;
        _csharp = new CSharpLanguage(this);
        Languages =
        [
            new("csharp", ["C#", "cs", "polyglot-notebook", "dotnet-interactive.csharp"], _ => _csharp),
            new("lib", ["library"], _ => new LibraryLanguage(_csharp)),
            .. options.Languages,
        ];
        ConsoleRouter.Install();
        if (options.OwnsProcess)
            Directory.SetCurrentDirectory(options.WorkingDirectory);
        if (options.OwnsProcess && !OperatingSystem.IsWindows())
            NativeStdio.Install();
    }

    /// <summary>The languages on offer, C# first.</summary>
    public IReadOnlyList<LanguageEntry> Languages { get; }

    /// <summary>The options.</summary>
    public SessionOptions Options { get; }

    /// <summary>A language, by its name or another of its names; it starts when it is first asked for.</summary>
    /// <exception cref="CellFailedException">There is no such language.</exception>
    public ILanguage Language(string name)
    {
        var entry = Find(name)
            ?? throw new CellFailedException("UnknownLanguage", $"There is no language \"{name}\" here. Known are {string.Join(", ", Languages.Select(known => known.Name))}.");
        lock (_started)
        {
            if (!_started.TryGetValue(entry.Name, out var language))
                _started[entry.Name] = language = entry.Create(this);
            return language;
        }
    }

    /// <summary>Whether there is a language of that name.</summary>
    internal bool Knows(string name) => Find(name) is not null;

    /// <summary>Runs a cell on a thread of its own and waits for its end. Never throws for what the cell does.</summary>
    public CellOutcome Run(CellRequest request, ICellFrontEnd frontEnd)
    {
        _hasRun = true;
        lock (_oneAtATime)
        {
            var cell = new RunningCell(this, request.Name ?? $"cell {++_cells}", frontEnd);
            if (Options.OwnsProcess)
                RunningCell.Latest = cell;
            var started = Stopwatch.GetTimestamp();
            CellError? error = null;
            var interrupted = false;
            _executor.Run(cell, () =>
            {
                try
                {
                    new CellRunner(this, cell).Run(request.Code, request.Language ?? "csharp", cell.Name);
                }
#pragma warning disable CA1031 // whatever a cell throws is shown, and the next cell runs
                catch (Exception thrown)
#pragma warning restore CA1031
                {
                    interrupted = cell.Cancellation.IsCancellationRequested && CellErrors.IsInterrupt(thrown);
                    error = interrupted ? CellErrors.Interrupted(cell) : CellErrors.Of(thrown, cell);
                }
            });
            if (Options.OwnsProcess && !OperatingSystem.IsWindows())
                NativeStdio.Drain();
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
    public CompletionList Complete(string code, int position, string? language = null) => PartAt(code, position, language) switch
    {
        CodePart part when Find(part.Language) is not null => Language(part.Language).Complete(part.Code, position),
        MagicPart part => MagicCompletion.At(this, code, part, position),
        _ => CompletionList.None(position),
    };

    /// <summary>What stands at a place of a cell's text.</summary>
    public Inspection? Inspect(string code, int position, string? language = null) =>
        PartAt(code, position, language) is CodePart part && Find(part.Language) is not null ? Language(part.Language).Inspect(part.Code, position) : null;

    /// <summary>Whether a front end should run the text or ask for more.</summary>
    public Completeness IsComplete(string code, string? language = null) =>
        PartAt(code, code.Length, language) is CodePart part && Find(part.Language) is not null ? Language(part.Language).IsComplete(part.Code) : new("complete");

    /// <summary>Loads and compiles what the first cell will need; on a thread of its own.</summary>
    public void WarmUp()
    {
        using var hidden = new NotebookSession(Options with { Languages = [], OwnsProcess = false });
        new WarmUp(hidden, () => !_hasRun && !_disposed).Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _csharp.Dispose();
        foreach (var language in _started.Values.OfType<IDisposable>().Where(language => language != _csharp))
            language.Dispose();
    }

    private LanguageEntry? Find(string name) => Languages.FirstOrDefault(entry => entry.IsCalled(name));

    // The cursor at the end of a line still belongs to that line.
    private CellPart PartAt(string code, int position, string? language)
    {
        var parts = CellSplitter.Split(code, language ?? "csharp", Knows);
        return parts.FirstOrDefault(part => position >= part.Start && (position < part.End || (position == part.End && (position == code.Length || code[position - 1] != '\n')))) ?? parts[^1];
    }
}
