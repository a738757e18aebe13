using System.Globalization;
using System.Threading;
using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Interactive;
using Microsoft.FSharp.Core;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Languages.FSharp;

/// <summary>One F# Interactive session.</summary>
internal sealed class FSharpSession : IDisposable
{
    private readonly Shell.FsiEvaluationSession _fsi;

    public FSharpSession()
    {
        LoadedLibraries.Use();
        _fsi = Shell.FsiEvaluationSession.Create(
            Shell.FsiEvaluationSession.GetDefaultConfiguration(),
            ["fsi", "--noninteractive", "--nologo", "--gui-", "--optimize+", "--targetprofile:netcore", "--multiemit-", "--noframework", .. References()],
            // What F# Interactive says of itself is not wanted; what the code prints goes to the console, and so to the cell.
            TextReader.Null, TextWriter.Null, TextWriter.Null,
            collectible: null, legacyReferenceResolver: null);
    }

    /// <summary>What cells have bound with <c>let</c>, and what was shared with them.</summary>
    public IReadOnlyList<Variable> Variables =>
        [.. _fsi.GetBoundValues().Where(bound => bound.Name != "it").Select(bound => new Variable(bound.Name, bound.Value.ReflectionValue, bound.Value.ReflectionType))];

    /// <inheritdoc cref="ILanguage.Run"/>
    public CellValue? Run(SourceBlock block, CancellationToken cancellation)
    {
        FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>? outcome = null;
        FSharpDiagnostic[] diagnostics = [];
        RunningCell.Current!.Guard(() => (outcome, diagnostics) = _fsi.EvalInteractionNonThrowing(block.Code, Script(block), cancellation));

        if (outcome is FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice2Of2 { Item: var failure })
        {
            cancellation.ThrowIfCancellationRequested();
            var errors = diagnostics.Where(one => one.Severity.IsError).ToArray();
            throw errors.Length > 0 ? DidNotCompile(errors, block) : failure;
        }

        foreach (var warning in diagnostics.Where(one => one.Severity.IsWarning))
            Console.Error.WriteLine(Said(warning, block));
        var value = ((FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice1Of2)outcome!).Item;
        return value is null || value.Value.ReflectionType == typeof(Unit) ? null : new CellValue(value.Value.ReflectionValue);
    }

    /// <inheritdoc cref="ILanguage.Declare"/>
    /// <remarks>
    /// By a cell that fetches the value, because F# Interactive's own way takes System.Double for another type than float.
    /// </remarks>
    public void Declare(string name, object? value, Type type)
    {
        var actual = value?.GetType() ?? type;
        var written = FSharpTypeName.Of(actual) ?? FSharpTypeName.Of(type)
            ?? throw new CellFailedException("NotShared", $"'{name}' is a {actual}, a type that F# cannot name because it was declared in a cell or is not public. Share a number, a text, an array or list of such, or a value of a library's type.");
        var key = $"{nameof(FSharpSession)}.{name}";
        AppDomain.CurrentDomain.SetData(key, value);
        try
        {
            var references = string.Concat(FSharpTypeName.Libraries(actual).Select(path => $"#r @\"{path}\"\n"));
            Evaluate($"{references}let ``{name}`` = unbox<{written}> (System.AppDomain.CurrentDomain.GetData \"{key}\")", $"#!share {name}");
        }
        finally
        {
            AppDomain.CurrentDomain.SetData(key, null);
        }
    }

    private void Evaluate(string code, string name)
    {
        var block = new SourceBlock(code, name, []);
        var (outcome, diagnostics) = _fsi.EvalInteractionNonThrowing(code, Script(block), CancellationToken.None);
        if (outcome is FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice2Of2 { Item: var failure })
            throw diagnostics.Where(one => one.Severity.IsError).ToArray() is { Length: > 0 } errors ? DidNotCompile(errors, block) : failure;
    }

    /// <inheritdoc cref="ILanguage.Complete"/>
    public CompletionList Complete(string code, int position)
    {
        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] is '_' or '.' or '\''))
            start--;
        var dot = code.LastIndexOf('.', Math.Max(position - 1, 0), Math.Max(position - start, 0));
        var from = dot < 0 ? start : dot + 1;
        var items = _fsi.GetCompletions(code[start..position]).Select(text => text[(text.LastIndexOf('.') + 1)..]).Distinct().Order(StringComparer.OrdinalIgnoreCase);
        return new(from, position, [.. items.Where(text => text.StartsWith(code[from..position], StringComparison.OrdinalIgnoreCase)).Select(text => new CompletionItem(text, "variable"))]);
    }

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)_fsi).Dispose();

    // All of the framework, by the assemblies for compilers: with those that run, F# takes System.Double for another type than its float.
    private static IEnumerable<string> References()
    {
        var pack = DotnetInstallation.ReferencePack
            ?? throw new CellFailedException("NoSdk", $"F# cells need the .NET SDK: its folder packs/Microsoft.NETCore.App.Ref is not below {DotnetInstallation.Root}. Install the .NET 10 SDK.");
        return Directory.EnumerateFiles(pack, "*.dll").Append(typeof(Unit).Assembly.Location).Select(path => "-r:" + path);
    }

    // F# Interactive wants a file name, and puts it into its messages.
    private static string Script(SourceBlock block) => block.CellName + ".fsx";

    private static CellFailedException DidNotCompile(FSharpDiagnostic[] errors, SourceBlock block) =>
        new(errors[0].ErrorNumberText, errors[0].Message, [.. errors.Select(error => Said(error, block))]);

    private static string Said(FSharpDiagnostic diagnostic, SourceBlock block) => string.Create(
        CultureInfo.InvariantCulture,
        $"{block.CellName}({diagnostic.StartLine},{diagnostic.StartColumn + 1}): {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.ErrorNumberText}: {diagnostic.Message}");
}
