using Microsoft.CodeAnalysis.CSharp;
using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Runner;

/// <summary>Puts values from outside into a notebook: a cell of assignments behind the one tagged <c>parameters</c>.</summary>
/// <remarks>
/// As papermill does it. Where no cell is tagged, the variables are declared before the first code cell. The added
/// cell is tagged <c>injected-parameters</c>, and the next run with parameters replaces it.
/// </remarks>
public static class ParameterCell
{
    private const string Tag = "parameters", InjectedTag = "injected-parameters";

    /// <exception cref="ArgumentException">A name is no variable of the tagged cell, or a value does not fit it.</exception>
    public static void Inject(Notebook notebook, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.Count == 0)
            return;
        foreach (var name in parameters.Keys.Where(n => !SyntaxFacts.IsValidIdentifier(n)))
            throw new ArgumentException($"--parameter {name}: this is not a C# name.");
        foreach (var old in notebook.Cells.Where(c => c.Tags.Contains(InjectedTag)).ToArray())
            notebook.Cells.Remove(old);

        var tagged = notebook.Cells.FirstOrDefault(c => c.Kind == CellKind.Code && c.Tags.Contains(Tag));
        var lines = tagged is null
            ? parameters.Select(p => $"var {p.Key} = {ParameterValue.Guess(p.Value)};")
            : Assignments(notebook, tagged, parameters);
        var cell = new NotebookCell(CellKind.Code, string.Join('\n', lines.Prepend("// Parameters")), notebook.Language == "csharp" ? null : "csharp");
        cell.Metadata["tags"] = new System.Text.Json.Nodes.JsonArray(InjectedTag);
        var first = notebook.Cells.TakeWhile(c => c.Kind != CellKind.Code).Count();
        notebook.Cells.Insert(tagged is null ? first : notebook.Cells.IndexOf(tagged) + 1, cell);
    }

    private static IEnumerable<string> Assignments(Notebook notebook, NotebookCell tagged, IReadOnlyDictionary<string, string> parameters)
    {
        if (CellLanguage.Of(notebook, tagged) is var language and not "csharp")
            throw new ArgumentException($"The cell tagged 'parameters' is written in {language}; parameters can be set in C# only.");
        var declared = DeclaredVariable.In(tagged.Source);
        foreach (var (name, value) in parameters)
        {
            var variable = declared.LastOrDefault(v => v.Name == name)
                ?? throw new ArgumentException($"--parameter {name}: the cell tagged 'parameters' has no such variable. It has: {string.Join(", ", declared.Select(v => v.Name))}.");
            var literal = ParameterValue.For(variable, value);
            yield return variable.IsConstant ? $"const {variable.Type} {name} = {literal};" : $"{name} = {literal};";
        }
    }
}
