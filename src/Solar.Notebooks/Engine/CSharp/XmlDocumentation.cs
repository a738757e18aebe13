using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Finds what was written about a symbol: in the code of a cell, in the file beside an assembly, in the SDK's reference packs.</summary>
/// <remarks>Nothing is opened before it is asked for, and nothing is kept: one member is cut out of a file of megabytes in a few milliseconds.</remarks>
internal static class XmlDocumentation
{
    private const int LongestChain = 8;

    /// <summary>The documentation; what is inherited is already in it. None: nothing was written.</summary>
    public static XElement? Of(ISymbol symbol, CSharpCompilation compilation) => Of(symbol, compilation, LongestChain);

    /// <summary>What a <c>cref</c> means; none: nothing that is referenced here.</summary>
    public static ISymbol? Named(string cref, CSharpCompilation compilation)
    {
        const string Cell = "Submission#";
        if (!cref.AsSpan().TrimStart("TMFPE:").StartsWith(Cell))
            return DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation);

        // What a cell declares is nested in a class of the cell, whose name the compiler's own search cannot read.
        for (var cell = compilation; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            if (cell.ScriptClass is { } script && cref[2..].StartsWith(script.Name + ".", StringComparison.Ordinal))
                return Inside(script, cref);
        }

        return null;
    }

    private static ISymbol? Inside(INamedTypeSymbol type, string id) =>
        type.GetMembers().FirstOrDefault(member => member.GetDocumentationCommentId() == id)
        ?? type.GetTypeMembers().Select(inner => Inside(inner, id)).FirstOrDefault(found => found is not null);

    private static XElement? Of(ISymbol symbol, CSharpCompilation compilation, int left)
    {
        symbol = (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol).OriginalDefinition;
        var written = symbol.DeclaringSyntaxReferences.Length > 0 ? Parse(symbol.GetDocumentationCommentXml()) : InFiles(symbol, compilation);
        if (left == 0)
            return written;
        if (written is null)
            return symbol is not INamedTypeSymbol && Parent(symbol) is { } parent ? Of(parent, compilation, left - 1) : null;

        foreach (var inherit in written.Descendants("inheritdoc").ToList())
        {
            var source = (string?)inherit.Attribute("cref") is { } named ? Named(named, compilation) : Parent(symbol);
            var inherited = source is null ? null : Of(source, compilation, left - 1);
            inherit.ReplaceWith(inherited is null ? null : Selected(inherited, (string?)inherit.Attribute("path")));
        }

        return written;
    }

    // Everything that the member itself does not say.
    private static IEnumerable<XObject> Selected(XElement inherited, string? path) =>
        path is null
            ? inherited.Elements()
            : inherited.XPathSelectElements(path.StartsWith('/') ? "." + path : path);

    /// <summary>What a member without words of its own takes them from: what it overrides or implements, or its type's base.</summary>
    private static ISymbol? Parent(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } above } => above,
        IPropertySymbol { OverriddenProperty: { } above } => above,
        IEventSymbol { OverriddenEvent: { } above } => above,
        INamedTypeSymbol type => type.BaseType is { SpecialType: SpecialType.None } based ? based : type.Interfaces.FirstOrDefault(),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.BaseType?.InstanceConstructors
            .FirstOrDefault(other => other.Parameters.Select(parameter => parameter.Type).SequenceEqual(constructor.Parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.Default)),
        { ContainingType: { } type } => type.AllInterfaces.SelectMany(implemented => implemented.GetMembers())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol)),
        _ => null,
    };

    private static XElement? InFiles(ISymbol symbol, CSharpCompilation compilation)
    {
        if (symbol.ContainingAssembly is not { } assembly || symbol.GetDocumentationCommentId() is not { } id)
            return null;

        var path = (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath;
        return path is null ? null : Files(path, symbol).Select(file => Cut(file, id)).FirstOrDefault(found => found is not null);
    }

    // Beside the assembly; for one of a package's platform folders, beside its common form; for a shared framework, in its reference pack.
    private static IEnumerable<string> Files(string assembly, ISymbol symbol)
    {
        var file = Path.GetFileNameWithoutExtension(assembly) + ".xml";
        var folder = Path.GetDirectoryName(assembly)!;
        yield return Path.Combine(folder, file);

        var target = Path.GetFileName(folder);
        if (Path.GetDirectoryName(folder) is { } lib && Path.GetDirectoryName(lib) is { } platform && Path.GetFileName(Path.GetDirectoryName(platform)) == "runtimes")
        {
            var package = Path.GetDirectoryName(Path.GetDirectoryName(platform))!;
            yield return Path.Combine(package, "lib", target, file);
            yield return Path.Combine(package, "ref", target, file);
        }

        if (DotnetInstallation.ReferencePackOf(assembly) is not { } pack)
            yield break;

        // The framework's own division into files differs from the pack's: System.Private.CoreLib is documented in a dozen of them.
        var space = symbol.ContainingNamespace?.ToDisplayString() ?? "";
        var likely = new List<string> { file };
        for (; space.Length > 0; space = space[..Math.Max(0, space.LastIndexOf('.'))])
            likely.Add(space + ".xml");
        likely.Add("System.Runtime.xml");
        var likelyFiles = likely.Distinct().Select(name => Path.Combine(pack, name)).ToList();
        foreach (var found in likelyFiles.Concat(Directory.EnumerateFiles(pack, "*.xml").Except(likelyFiles)))
            yield return found;
    }

    // <member name="ID"> … </member>, found as bytes: parsing the file would take a hundred times as long.
    private static XElement? Cut(string file, string id)
    {
        if (!File.Exists(file))
            return null;

        ReadOnlySpan<byte> content = File.ReadAllBytes(file);
        var start = content.IndexOf(Encoding.UTF8.GetBytes($"<member name=\"{id}\""));
        if (start < 0)
            return null;

        content = content[start..];
        var opening = content[..(content.IndexOf((byte)'>') + 1)];
        var length = opening.EndsWith("/>"u8) ? opening.Length : content.IndexOf("</member>"u8) + "</member>"u8.Length;
        return Parse(Encoding.UTF8.GetString(content[..length]));
    }

    private static XElement? Parse(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml))
            return null;
        try
        {
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null; // written by hand and not well-formed: as good as nothing
        }
    }
}
