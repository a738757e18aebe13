using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What to do where a cell differs from a program: it is C# script, which cannot hold everything.</summary>
internal static class ScriptAdvice
{
    /// <summary>The advice for an error; none: the error is the same in any program.</summary>
    public static string? For(Diagnostic error) => error.Id switch
    {
        "CS7021" => "A cell holds no namespaces. Begin it with the line #!lib: then it is compiled as a library that later cells use.",
        "CS9054" => "A cell holds no file-local types. Begin it with the line #!lib: then it is compiled as a library that later cells use.",
        "CS9283" => "A cell holds no extension blocks. Begin it with the line #!lib: then it is compiled as a library that later cells use.",
        "CS1109" => "Declare the extension method at the top level of the cell, outside any class, or begin the cell with the line #!lib.",
        "CS8345" => "A variable at the top level of a cell is a field. Use a ref struct inside a function, or inside a block { … }.",
        "CS8795" => "No source generator runs in cells: write new Regex(\"…\") instead of GeneratedRegex, DllImport instead of LibraryImport, or reference a project with #r \"proj: …\".",
        "CS1002" or "CS1001" or "CS1003" or "CS8803" when IsUsingDeclaration(error) => "A cell holds no using declaration at its top level, because its variables live on. Write using (var x = …) { … }, or put it inside a function or a block { … }.",
        _ => null,
    };

    private static bool IsUsingDeclaration(Diagnostic error)
    {
        if (error.Location.SourceTree is not { } tree)
            return false;
        var text = tree.GetText();
        var line = text.Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().TrimStart();
        return line.StartsWith("using ", StringComparison.Ordinal) && line.Contains('=', StringComparison.Ordinal);
    }
}
