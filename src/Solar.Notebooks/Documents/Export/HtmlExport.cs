using System.Globalization;
using System.Net;
using System.Text;
using Markdig;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Documents.Export;

/// <summary>A notebook as one page that needs nothing else: no scripts of ours, figures as PNG inside it.</summary>
/// <remarks>HTML that cells or Markdown hold is shown as it is, scripts included, as Jupyter's own export does.</remarks>
public static class HtmlExport
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseFootnotes().UseEmphasisExtras().UseMathematics()
        .UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub)
        .Build();

    /// <summary>The page.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="name">Its title, if no Markdown cell begins with a heading.</param>
    public static string Of(Notebook notebook, string name)
    {
        var body = new StringBuilder();
        foreach (var (index, cell) in notebook.Cells.Index())
            body.Append(Cell(notebook, cell, index + 1));
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(Title(notebook) ?? name)}</title>
            <style>
            {PageStyle.Css}
            </style>
            </head>
            <body>
            <main>
            {body}</main>
            </body>
            </html>

            """;
    }

    private static string? Title(Notebook notebook) => notebook.Cells
        .Where(c => c.Kind == CellKind.Markdown)
        .SelectMany(c => c.Source.Split('\n'))
        .FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();

    private static string Cell(Notebook notebook, NotebookCell cell, int number)
    {
        if (cell.Kind == CellKind.Markdown)
            return $"<section class=\"text\">\n{Markdown(WithAttachments(cell))}</section>\n";
        if (cell.Kind == CellKind.Raw)
            return $"<section class=\"raw\">\n<pre>{Text(cell.Source)}</pre>\n</section>\n";
        if (cell.Source.Length == 0 && cell.Outputs.Count == 0)
            return "";
        var language = CellLanguage.Of(notebook, cell);
        var label = string.Create(CultureInfo.InvariantCulture, $"Cell {number}, {language}");
        var code = language == "csharp" ? CodeColors.Of(cell.Source) : Text(cell.Source);
        var count = cell.ExecutionCount is { } n ? string.Create(CultureInfo.InvariantCulture, $"[{n}]") : "";
        return $"""
            <section class="cell" aria-label="{label}">
            <p class="label"><span>{count}</span> {Text(language)}</p>
            <pre class="code" tabindex="0"><code class="language-{Text(language)}">{code}</code></pre>
            {string.Concat(cell.Outputs.Select(Output))}</section>

            """;
    }

    private static string Output(CellOutput output) => output switch
    {
        StreamOutput { Name: "stderr" } stream => $"<pre class=\"output stderr\" tabindex=\"0\" aria-label=\"Error stream\">{Text(PlainText.Of(stream.Text))}</pre>\n",
        StreamOutput stream => $"<pre class=\"output\" tabindex=\"0\" aria-label=\"Output\">{Text(PlainText.Of(stream.Text))}</pre>\n",
        ErrorOutput error => $"<pre class=\"output error\" tabindex=\"0\" role=\"note\" aria-label=\"Error\">{Text(ErrorText(error))}</pre>\n",
        DisplayOutput shown => Bundle(shown.Bundle),
        ResultOutput result => Bundle(result.Bundle),
        _ => "",
    };

    private static string ErrorText(ErrorOutput error)
    {
        var trace = PlainText.Of(string.Join('\n', error.Traceback));
        return trace.Contains(error.Message, StringComparison.Ordinal) ? trace : $"{error.Name}: {error.Message}\n{trace}".TrimEnd();
    }

    private static string Bundle(MimeBundle bundle)
    {
        var shown = ShownForm.Of(bundle);
        if (shown.Image is { } image)
            return $"<figure class=\"output\"><img src=\"{image.DataUri}\" alt=\"{Text(PlainText.OneLine(shown.Text))}\"></figure>\n";
        if (shown.Html is { } html)
            return $"<div class=\"output html\" tabindex=\"0\" role=\"group\" aria-label=\"Output\">{html}</div>\n";
        return shown.Markdown is { } markdown
            ? $"<div class=\"output text\">{Markdown(markdown)}</div>\n"
            : $"<pre class=\"output\" tabindex=\"0\" aria-label=\"Output\">{Text(shown.Text)}</pre>\n";
    }

    private static string WithAttachments(NotebookCell cell)
    {
        var source = cell.Source;
        foreach (var (name, bundle) in cell.Attachments)
        {
            if (ShownForm.Of(bundle).Image is { } image)
                source = source.Replace($"attachment:{name}", image.DataUri, StringComparison.Ordinal);
        }

        return source;
    }

    private static string Markdown(string source) => Markdig.Markdown.ToHtml(source, Pipeline);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
