using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>XML documentation as plain text.</summary>
internal static partial class XmlDocumentationText
{
    /// <summary>The text: what it is, its type parameters and parameters, what it returns and throws, and the remarks. None: nothing was written.</summary>
    public static string? Of(XElement documentation, CSharpCompilation compilation)
    {
        var sections = new List<string>();
        void Add(string text)
        {
            if (text.Length > 0)
                sections.Add(text);
        }

        Add(Plain(documentation.Element("summary"), compilation));
        Add(Listed("Type parameters", documentation.Elements("typeparam"), element => (string?)element.Attribute("name"), compilation));
        Add(Listed("Parameters", documentation.Elements("param"), element => (string?)element.Attribute("name"), compilation));
        Add(Headed("Returns", Plain(documentation.Element("returns"), compilation)));
        Add(Headed("Value", Plain(documentation.Element("value"), compilation)));
        Add(Listed("Exceptions", documentation.Elements("exception"), element => Name((string?)element.Attribute("cref"), compilation), compilation));
        Add(Headed("Remarks", Plain(documentation.Element("remarks"), compilation)));
        return sections.Count > 0 ? string.Join("\n\n", sections) : null;
    }

    private static string Headed(string title, string text) => text.Length > 0 ? $"{title}: {text}" : "";

    private static string Listed(string title, IEnumerable<XElement> elements, Func<XElement, string?> name, CSharpCompilation compilation)
    {
        var lines = elements.DistinctBy(name).Select(element => $"  {name(element)}: {Plain(element, compilation).Replace("\n", "\n    ", StringComparison.Ordinal)}".TrimEnd()).ToList();
        return lines.Count > 0 ? $"{title}:\n{string.Join('\n', lines)}" : "";
    }

    private static string Plain(XElement? element, CSharpCompilation compilation)
    {
        if (element is null)
            return "";
        var text = new StringBuilder();
        Write(element, text, compilation);
        return Lines().Replace(text.ToString(), "\n\n").Trim();
    }

    private static void Write(XElement element, StringBuilder text, CSharpCompilation compilation)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText words)
                Append(text, Blanks().Replace(words.Value, " "));
            else if (node is XElement inner)
                Write(inner.Name.LocalName, inner, text, compilation);
        }
    }

    private static void Write(string name, XElement element, StringBuilder text, CSharpCompilation compilation)
    {
        switch (name)
        {
            case "see" or "seealso" when element.IsEmpty || element.Value.Length == 0:
                text.Append((string?)element.Attribute("langword") ?? (string?)element.Attribute("href") ?? Name((string?)element.Attribute("cref"), compilation));
                break;
            case "paramref" or "typeparamref":
                text.Append((string?)element.Attribute("name"));
                break;
            case "code":
                text.Append("\n\n").Append(Unindented(element.Value)).Append("\n\n");
                break;
            case "br":
                text.Append('\n');
                break;
            case "para" or "p":
                text.Append("\n\n");
                Write(element, text, compilation);
                text.Append("\n\n");
                break;
            case "list":
                foreach (var item in element.Elements().Where(item => item.Name.LocalName is "item" or "listheader"))
                    text.Append("\n- ").Append(string.Join(": ", item.Elements().Select(part => Plain(part, compilation)).DefaultIfEmpty(Plain(item, compilation))));
                text.Append('\n');
                break;
            default:
                Write(element, text, compilation);
                break;
        }
    }

    private static void Append(StringBuilder text, string words) =>
        text.Append(text.Length == 0 || text[^1] is '\n' or ' ' ? words.TrimStart() : words);

    /// <summary>What a <c>cref</c> means, as C# writes it.</summary>
    private static string Name(string? cref, CSharpCompilation compilation)
    {
        if (cref is null)
            return "";
        if (XmlDocumentation.Named(cref, compilation) is { } symbol)
            return symbol.ToDisplayString(SymbolSignature.Short);

        // Of an assembly that is not referenced: M:N.Type.Member(N.Other) is Type.Member
        var bare = cref.Length > 2 && cref[1] == ':' ? cref[2..] : cref;
        var parts = bare.Split('(')[0].Split('.');
        return string.Join('.', cref.StartsWith("T:", StringComparison.Ordinal) ? parts[^1..] : parts.TakeLast(2)).Split('`')[0];
    }

    private static string Unindented(string code)
    {
        var lines = code.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line.Length == 0).Reverse().SkipWhile(line => line.Length == 0).Reverse().ToList();
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => "    " + (line.Length > indent ? line[indent..] : "")));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?:[ \t]*\n){3,}")]
    private static partial Regex Lines();
}
