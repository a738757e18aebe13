using System.Globalization;
using System.Text;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Documents.Export;

/// <summary>A notebook as Markdown: code in fences, text outputs in fences, images as files beside it.</summary>
public static class MarkdownExport
{
    /// <summary>The text, and the images by their path from where the text is written.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">The folder for the images.</param>
    public static (string Text, IReadOnlyDictionary<string, byte[]> Images) Of(Notebook notebook, string folder)
    {
        var text = new StringBuilder();
        var images = new Dictionary<string, byte[]>();
        foreach (var (index, cell) in notebook.Cells.Index())
        {
            var language = CellLanguage.Of(notebook, cell);
            switch (cell.Kind)
            {
                case CellKind.Markdown:
                    Paragraph(WithAttachments(cell, index));
                    break;
                case CellKind.Raw:
                    Paragraph(Fence(cell.Source, "text"));
                    break;
                default:
                    if (cell.Source.Length > 0)
                        Paragraph(Fence(cell.Source, language));
                    foreach (var (number, output) in cell.Outputs.Index())
                        Paragraph(Output(output, string.Create(CultureInfo.InvariantCulture, $"{folder}/cell-{index + 1}-{number + 1}")));
                    break;
            }
        }

        return (text.ToString(), images);

        void Paragraph(string paragraph)
        {
            if (paragraph.Trim().Length > 0)
                text.Append(text.Length > 0 ? "\n" : "").Append(paragraph.Trim('\n')).Append('\n');
        }

        string Output(CellOutput output, string name) => output switch
        {
            StreamOutput stream => Fence(PlainText.Of(stream.Text), "text"),
            ErrorOutput error => Fence(PlainText.Of($"{error.Name}: {error.Message}"), "text"),
            DisplayOutput shown => Bundle(shown.Bundle, name),
            ResultOutput result => Bundle(result.Bundle, name),
            _ => "",
        };

        string Bundle(MimeBundle bundle, string name)
        {
            var shown = ShownForm.Of(bundle);
            if (shown.Image is { } image)
            {
                images[name + image.Extension] = image.Content;
                return $"![{PlainText.OneLine(shown.Text)}]({name}{image.Extension})";
            }

            return shown.Html ?? shown.Markdown ?? Fence(shown.Text, "text");
        }

        string WithAttachments(NotebookCell cell, int index)
        {
            var source = cell.Source;
            foreach (var (attached, bundle) in cell.Attachments)
            {
                if (ShownForm.Of(bundle).Image is not { } image)
                    continue;
                var name = string.Create(CultureInfo.InvariantCulture, $"{folder}/cell-{index + 1}-{attached}");
                images[name] = image.Content;
                source = source.Replace($"attachment:{attached}", name, StringComparison.Ordinal);
            }

            return source;
        }
    }

    // A fence longer than any inside.
    private static string Fence(string text, string language)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}{language}\n{text.Trim('\n')}\n{fence}";
    }
}
