using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>The libraries that cells were compiled to.</summary>
/// <remarks>
/// A cell that is run again declares the same types again. It then becomes the next version of the same library,
/// which the compiler prefers from there on; cells that used the old version keep it.
/// </remarks>
internal sealed class LibraryCells(CellLoadContext loader)
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.None);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false);

    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);
    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(
        string.Concat(SubmissionChain.Imports.Select(import => $"global using {(import.EndsWith("Api", StringComparison.Ordinal) ? "static " : "")}{import};")), Parsing);

    private readonly List<Library> _libraries = [];

    /// <summary>Compiles and loads a library.</summary>
    /// <returns>What later cells refer to it by.</returns>
    /// <exception cref="CellFailedException">It does not compile.</exception>
    public MetadataReference Add(string code, string cellName, IEnumerable<MetadataReference> references, CancellationToken cancellation)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Parsing, cellName, cancellation);
        var types = TypeNamesOf(tree);
        var older = _libraries.Find(library => library.Types.Overlaps(types));
        var name = older?.Name ?? $"cell-library-{_libraries.Count + 1}";
        var version = new Version((older?.Version.Major ?? 0) + 1, 0, 0, 0);
        IEnumerable<MetadataReference> seen = [.. FrameworkReferences.Core, .. FrameworkReferences.Rest, .. references, .. _libraries.Where(library => library != older).Select(library => library.Reference)];

        var compilation = Compile(StopChecks.In(tree));
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: Emitting, cancellationToken: cancellation);
        if (!emitted.Success)
            emitted = (compilation = Compile(StopChecks.In(tree, lambdas: false))).Emit(image, symbols, options: Emitting, cancellationToken: cancellation);
        if (!emitted.Success)
            throw CompileErrors.Of(Compile(tree).GetDiagnostics(cancellation), emitted.Diagnostics, cellName);

        image.Position = symbols.Position = 0;
        loader.LoadLibrary(name, version, image, symbols);
        var reference = MetadataReference.CreateFromImage(image.ToArray());
        if (older is not null)
            _libraries.Remove(older);
        _libraries.Add(new(name, version, types, reference));
        return reference;

        CSharpCompilation Compile(SyntaxTree part) => FrameworkReferences.Bound(CSharpCompilation.Create(
            name,
            [Usings, CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]", Parsing, cancellationToken: cancellation), part],
            seen,
            Options));
    }

    private static HashSet<string> TypeNamesOf(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Select(FullName)];

    private static string FullName(SyntaxNode type)
    {
        var name = type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;
        return string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()).Append(name));
    }

    private sealed record Library(string Name, Version Version, HashSet<string> Types, MetadataReference Reference);
}
