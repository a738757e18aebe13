using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Runner;

/// <summary>A run as the XML that CI servers read: a suite for each notebook, a case for each cell.</summary>
internal static class JUnitFile
{
    public static void Write(string path, IReadOnlyList<NotebookResult> results)
    {
        var root = new XElement("testsuites", results.Select(Suite));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true }))
            root.Save(writer);
        WholeFile.Write(path, Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
    }

    private static XElement Suite(NotebookResult notebook) => new(
        "testsuite",
        new XAttribute("name", notebook.Path),
        new XAttribute("tests", notebook.Cells.Count + (notebook.Failure is null ? 0 : 1)),
        new XAttribute("failures", notebook.Count(CellFate.Failed)),
        new XAttribute("errors", notebook.Failure is null ? 0 : 1),
        new XAttribute("skipped", notebook.Count(CellFate.Skipped) + notebook.Count(CellFate.NotRun)),
        new XAttribute("time", Seconds(notebook.Elapsed)),
        notebook.Failure is { } failure ? new XElement("testcase", new XAttribute("name", notebook.Path), new XElement("error", new XAttribute("message", Legal(failure)))) : null,
        notebook.Cells.Select(cell => new XElement(
            "testcase",
            new XAttribute("classname", notebook.Path),
            new XAttribute("name", string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number}")),
            new XAttribute("time", Seconds(cell.Elapsed)),
            Outcome(cell))));

    private static XElement? Outcome(CellResult cell) => cell.Fate switch
    {
        CellFate.Failed => new XElement("failure", new XAttribute("type", Legal(cell.Error!.Name)), new XAttribute("message", Legal(cell.Error.Message)), Legal(string.Join('\n', cell.Error.Traceback))),
        CellFate.Skipped => new XElement("skipped", new XAttribute("message", "tagged skip-execution")),
        CellFate.NotRun => new XElement("skipped", new XAttribute("message", "not run: a cell before it failed")),
        _ => null,
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML cannot hold control characters, not even escaped.
    private static string Legal(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}
