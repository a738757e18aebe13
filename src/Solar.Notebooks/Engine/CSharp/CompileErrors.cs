using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Tells the compiler's errors with the cell's own lines.</summary>
internal static class CompileErrors
{
    /// <summary>One exception of all errors.</summary>
    public static CellFailedException Of(IEnumerable<Diagnostic> diagnostics, string cellName)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(error => error.Location.SourceSpan.Start).ToList();
        var lines = errors.ConvertAll(error => $"{Place(error, cellName)}: error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
        return new(errors[0].Id, lines[0], lines);
    }

    private static string Place(Diagnostic error, string cellName)
    {
        if (!error.Location.IsInSource)
            return cellName;
        var start = error.Location.GetLineSpan();
        return $"{start.Path}, line {start.StartLinePosition.Line + 1}, column {start.StartLinePosition.Character + 1}";
    }
}
