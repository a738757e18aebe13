using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Tells the compiler's errors with the cell's own lines.</summary>
internal static class CompileErrors
{
    /// <summary>One exception of all errors.</summary>
    /// <param name="diagnostics">Of the cell as it was written.</param>
    /// <param name="emitting">What emitting said, in case that it alone found something.</param>
    /// <param name="cellName">What errors call the cell.</param>
    public static CellFailedException Of(IEnumerable<Diagnostic> diagnostics, IEnumerable<Diagnostic> emitting, string cellName)
    {
        var errors = Errors(diagnostics);
        if (errors.Count == 0)
            errors = Errors(emitting);
        var lines = errors.ConvertAll(error => $"{Place(error, cellName)}: error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
        var first = lines[0];
        lines.AddRange(errors.Select(ScriptAdvice.For).OfType<string>().Distinct());
        return new(errors[0].Id, first, lines);
    }

    private static List<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(error => error.Location.SourceSpan.Start)];

    private static string Place(Diagnostic error, string cellName)
    {
        if (!error.Location.IsInSource)
            return cellName;
        var start = error.Location.GetLineSpan();
        return $"{start.Path}, line {start.StartLinePosition.Line + 1}, column {start.StartLinePosition.Character + 1}";
    }
}
