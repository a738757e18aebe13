using System.Runtime.CompilerServices;
using System.Threading;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Languages.FSharp;

/// <summary>F#, by its own interactive compiler. It is loaded by the first cell.</summary>
public sealed class FSharpLanguage : ILanguage, IDisposable
{
    private IDisposable? _session;

    /// <inheritdoc/>
    public string Name => "fsharp";

    /// <inheritdoc/>
    public IReadOnlyList<string> Aliases => ["F#", "fs", "dotnet-fsharp"];

    /// <inheritdoc/>
    public IReadOnlyList<Variable> Variables => _session is null ? [] : BoundVariables();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public CellValue? Run(SourceBlock block, CancellationToken cancellation) => ((FSharpSession)Session()).Run(block, cancellation);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Declare(string name, object? value, Type type) => ((FSharpSession)Session()).Declare(name, value, type);

    /// <inheritdoc/>
    public CompletionList Complete(string code, int position) => _session is null ? CompletionList.None(position) : Completions(code, position);

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IDisposable Session() => _session ??= new FSharpSession();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IReadOnlyList<Variable> BoundVariables() => ((FSharpSession)_session!).Variables;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompletionList Completions(string code, int position) => ((FSharpSession)_session!).Complete(code, position);
}
