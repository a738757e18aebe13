using Solar.Notebooks.Engine;
using Solar.Notebooks.Languages.FSharp;
using Solar.Notebooks.Languages.Sql;

namespace Solar.Notebooks.Languages;

/// <summary>What a notebook can be written in beside C#. None costs anything before its first cell.</summary>
public static class AllLanguages
{
    /// <summary>For <see cref="SessionOptions.Languages"/>.</summary>
    public static IReadOnlyList<LanguageEntry> Entries { get; } =
    [
        new("fsharp", ["F#", "fs", "dotnet-fsharp"], _ => new FSharpLanguage()),
        new("sql", ["duckdb"], session => new SqlLanguage(session)),
        new("markdown", ["md"], _ => new MarkdownLanguage()),
        new("html", ["htm"], _ => new HtmlLanguage()),
        new("mermaid", ["mmd"], _ => new MermaidLanguage()),
        new("javascript", ["js"], _ => new JavaScriptLanguage()),
    ];
}
