using System.Reflection;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>The cells that have run, each compiled against those before it.</summary>
/// <remarks>
/// The compiler's scripting API does the same with more steps: it compiles twice to learn whether there is a value
/// and resolves references again for every cell. References and imports are given to the first cell alone and
/// inherited; repeating them makes memory grow with the square of the cells.
/// </remarks>
internal sealed class SubmissionChain(CellLoadContext loader)
{
    /// <summary>How cells are read.</summary>
    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>What every cell may name without its namespace.</summary>
    public static readonly string[] Imports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks",
        "Solar.Notebooks.Engine", "Solar.Notebooks.Engine.NotebookApi",
    ];

    private static readonly CSharpCompilationOptions Later = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        concurrentBuild: false,
        nullableContextOptions: NullableContextOptions.Disable,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private static readonly CSharpCompilationOptions First = Later.WithUsings(Imports);
    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private CSharpCompilation? _last;
    private (CSharpCompilation Last, CSharpCompilation Again)? _withAll; // some of the same cells, compiled against all of the framework
    private object?[] _states = new object?[16]; // 0 is the globals' place, which is empty
    private int _used = 1;
    private object? _newest; // what the newest cell declared; null: nothing
    private CSharpCompilation? _behindLast; // a cell behind the last one; to make another from it saves looking through the last one again
    private int _made;
    private bool _hasAll;
    private (CSharpCompilation Empty, int References)? _sketch;

    /// <summary>The variables that cells have declared, in order of first declaration, each with its newest value.</summary>
    public IReadOnlyList<Variable> Variables => VariablesOf(_states.Take(_used));

    /// <summary>The compilation of a text as if it were the next cell.</summary>
    public CSharpCompilation Next(string code, string cellName, IReadOnlyList<MetadataReference> references, CancellationToken cancellation)
    {
        // Texts are asked about again and again while they are typed: what all of them share is bound once.
        var tree = Parse(code, cellName, cancellation);
        if (_sketch is not var (shared, libraries) || libraries != references.Count)
            (shared, _) = (_sketch = (Next(Parse("", cellName, cancellation), references, all: true, _hasAll ? _last : LastWithAll(cancellation)), references.Count)).Value;
        return shared.ReplaceSyntaxTree(shared.SyntaxTrees[0], tree);
    }

    /// <summary>Compiles a cell; nothing of it runs yet.</summary>
    /// <exception cref="CellFailedException">It does not compile.</exception>
    public Submission Compile(string code, string cellName, IReadOnlyList<MetadataReference> references, CancellationToken cancellation)
    {
        var tree = Parse(code, cellName, cancellation);
        var all = _hasAll || references.Count > 0; // a library may need any of them
        if (!HasCode(tree))
            return Nothing(Next(tree, references, all: true, _hasAll ? _last : LastWithAll(cancellation)), cellName, cancellation);

        var image = new MemoryStream();
        var symbols = new MemoryStream();
        var checkedTree = StopChecks.In(tree);
        var (compilation, emitted) = Emit(checkedTree);
        if (!emitted.Success && !all)
        {
            all = true;
            (compilation, emitted) = Emit(checkedTree);
        }

        if (!emitted.Success && checkedTree != tree)
        {
            checkedTree = StopChecks.In(tree, lambdas: false);
            (compilation, emitted) = Emit(checkedTree);
        }

        if (!emitted.Success) // told of the cell as it was written, not as it was changed
            throw CompileErrors.Of(checkedTree == tree ? emitted.Diagnostics : Next(tree, references, all, all && !_hasAll ? LastWithAll(cancellation) : _last).GetDiagnostics(cancellation), emitted.Diagnostics, cellName);

        image.Position = symbols.Position = 0;
        var assembly = loader.LoadCell(compilation.AssemblyName!, image, symbols);
        _made++;
        var entry = compilation.GetEntryPoint(cancellation)!;
        var factory = assembly.GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object>>>();
        return new(compilation, factory, all);

        (CSharpCompilation Compilation, EmitResult Emitted) Emit(SyntaxTree part)
        {
            var next = Next(part, references, all, all && !_hasAll ? LastWithAll(cancellation) : _last);
            image.SetLength(0);
            symbols.SetLength(0);
            return (next, next.Emit(image, symbols, options: Emitting, cancellationToken: cancellation));
        }
    }

    /// <summary>Runs a compiled cell on this thread.</summary>
    public object? Run(Submission submission)
    {
        if (_used + 1 >= _states.Length)
            Array.Resize(ref _states, _states.Length * 2);
        return CellPump.Run(() => submission.Start(_states));
    }

    /// <summary>Makes what a cell declared visible to the next one, as far as it ran.</summary>
    /// <returns>Whether the next cell builds on this one, or would if it had declared anything.</returns>
    public bool Keep(Submission submission)
    {
        var hasCode = HasCode(submission.Compilation.SyntaxTrees[0]);
        if (hasCode && _states[_used] is null)
            return false; // stopped before its first statement
        _newest = _states[_used];
        if (AddsNothing(submission))
        {
            _newest = _states[_used] = null;
            return true;
        }

        if (hasCode)
            _used++;
        _hasAll |= submission.HasAll;
        _last = submission.Compilation;
        if (_hasAll)
            _withAll = null;
        _sketch = null;
        _behindLast = null;
        return true;
    }

    /// <summary>Gives the variables that the newest cell declared again, but did not reach when it failed, their earlier values.</summary>
    /// <returns>Those whose type it changed: they must be declared once more.</returns>
    public IReadOnlyList<Variable> RestoreUnreached()
    {
        if (_newest is not { } failed)
            return [];
        var earlier = VariablesOf(_states.Take(_used - 1)).ToDictionary(variable => variable.Name);
        var changed = new List<Variable>();
        foreach (var declared in Fields(failed))
        {
            if (!earlier.TryGetValue(declared.Name, out var before) || !IsUnset(declared.GetValue(failed)))
                continue;
            if (declared.FieldType == before.Type)
                declared.SetValue(failed, before.Value);
            else
                changed.Add(before);
        }

        return changed;
    }

    private static IReadOnlyList<Variable> VariablesOf(IEnumerable<object?> states)
    {
        var variables = new OrderedDictionary<string, Variable>();
        foreach (var cell in states.OfType<object>())
        {
            foreach (var declared in Fields(cell))
                variables[declared.Name] = new(declared.Name, declared.GetValue(cell), declared.FieldType);
        }

        return [.. variables.Values];
    }

    private static IEnumerable<FieldInfo> Fields(object cell) => cell.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(declared => !declared.Name.StartsWith('<'));

    private static bool IsUnset(object? value) => value is null || (value is ValueType && value.Equals(System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(value.GetType())));

    private static bool HasCode(SyntaxTree tree) => ((CompilationUnitSyntax)tree.GetRoot()).Members.Count > 0;

    // Every name of a later cell is looked for in all cells before it, so those that it cannot come from are left out.
    private bool AddsNothing(Submission submission)
    {
        var tree = submission.Compilation.SyntaxTrees[0];
        return submission.HasAll == _hasAll
            && !submission.Compilation.ExternalReferences.Any()
            && (CompilationUnitSyntax)tree.GetRoot() is { Usings.Count: 0, Externs.Count: 0 }
            && submission.Compilation.ScriptClass!.GetMembers().All(member => member.IsImplicitlyDeclared)
            && !MakesTypes(tree);
    }

    // Anonymous types, and delegate types of lambdas, whose names are settled when they are emitted.
    private static bool MakesTypes(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node => node is AnonymousObjectCreationExpressionSyntax or AnonymousFunctionExpressionSyntax);

    // Comments, usings and directives alone: there is nothing to emit, but the usings are for later cells.
    private static Submission Nothing(CSharpCompilation compilation, string cellName, CancellationToken cancellation)
    {
        var diagnostics = compilation.GetDiagnostics(cancellation);
        if (diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
            throw CompileErrors.Of(diagnostics, diagnostics, cellName);
        return new(compilation, _ => Task.FromResult<object>(null!), HasAll: true);
    }

    private static SyntaxTree Parse(string code, string cellName, CancellationToken cancellation) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Parsing, cellName, cancellation);

    // References that are there from the first cell on are not given again.
    private CSharpCompilation Next(SyntaxTree tree, IReadOnlyList<MetadataReference> references, bool all, CSharpCompilation? last)
    {
        var (assembly, scriptClass) = ($"cell-{_made + 1}", $"Submission#{_made + 1}");
        var plain = references.Count == 0 && all == _hasAll && last is not null && last == _last;
        if (plain && _behindLast is { } sibling)
            return FrameworkReferences.Bound(sibling.WithAssemblyName(assembly).WithOptions(sibling.Options.WithScriptClassName(scriptClass)).ReplaceSyntaxTree(sibling.SyntaxTrees[0], tree));

        var next = FrameworkReferences.Bound(CSharpCompilation.CreateScriptCompilation(
            assembly,
            tree,
            [.. last is null ? FrameworkReferences.Core : [], .. all && !_hasAll && (last is null || last == _last) ? FrameworkReferences.Rest : [], .. references],
            (last is null ? First : Later).WithScriptClassName(scriptClass),
            last,
            typeof(object)));
        if (plain)
            _behindLast = next;
        return next;
    }

    /// <summary>The earlier cells as if they had been compiled against all of the framework.</summary>
    /// <remarks>
    /// An assembly that refers to others is another one to the compiler once they are there, and its types are then other types
    /// than those of the same name in earlier cells. What has been loaded stays: names are a function of the cells' text.
    /// </remarks>
    private CSharpCompilation? LastWithAll(CancellationToken cancellation)
    {
        if (_last is null)
            return null;
        var cells = new Stack<CSharpCompilation>();
        CSharpCompilation? again = null;
        for (var cell = _last; cell is not null && again is null; cell = cell.ScriptCompilationInfo!.PreviousScriptCompilation)
        {
            if (_withAll is var (last, known) && last == cell)
                again = known;
            else
                cells.Push(cell);
        }

        foreach (var cell in cells)
        {
            again = FrameworkReferences.Bound(CSharpCompilation.CreateScriptCompilation(
                cell.AssemblyName!, cell.SyntaxTrees[0], again is null ? [.. FrameworkReferences.Core, .. FrameworkReferences.Rest] : [], cell.Options, again, typeof(object)));
            if (MakesTypes(cell.SyntaxTrees[0]))
                again.Emit(Stream.Null, options: Emitting, cancellationToken: cancellation); // anonymous types get their names
        }

        _withAll = (_last, again!);
        return again;
    }
}

/// <summary>A compiled cell.</summary>
/// <param name="Compilation">What the next cell is compiled against.</param>
/// <param name="Start">Runs it, given the cells before it, among which it puts itself.</param>
/// <param name="HasAll">Whether it and all after it refer to the whole framework.</param>
internal sealed record Submission(CSharpCompilation Compilation, Func<object?[], Task<object>> Start, bool HasAll);
