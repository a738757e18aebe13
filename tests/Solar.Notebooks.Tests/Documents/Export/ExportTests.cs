using System.Text.Json.Nodes;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Documents.Export;

namespace Solar.Notebooks.Tests.Documents.Export;

public class ExportTests
{
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void A_page_needs_nothing_else()
    {
        var page = HtmlExport.Of(Sample(), "sample");

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("\u001b", page);
        Assert.DoesNotContain("\r", page);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">\n", page);
        Assert.Contains("<title>A title</title>", page);
    }

    [Fact]
    public void A_figure_is_its_png_and_its_text_describes_it()
    {
        var page = HtmlExport.Of(Sample(), "sample");

        Assert.Contains($"<img src=\"data:image/png;base64,{Dot}\" alt=\"Figure (a &lt; b)\">", page);
        Assert.DoesNotContain("plotly", page);
    }

    [Fact]
    public void Code_is_escaped_and_its_words_are_marked()
    {
        var page = HtmlExport.Of(Sample(), "sample");

        Assert.Contains("<span class=\"k\">var</span> x = <span class=\"s\">&quot;&lt;b&gt;&quot;</span>; <span class=\"c\">// why</span>", page);
        Assert.Contains("<p class=\"label\"><span>[1]</span> csharp</p>", page);
        Assert.Contains("<code class=\"language-sql\">SELECT 1 &lt; 2</code>", page);
    }

    [Fact]
    public void Text_loses_terminal_codes_and_overwritten_lines()
    {
        var page = HtmlExport.Of(Sample(), "sample");

        Assert.Contains(">red\n100%\n</pre>", page);
        Assert.Contains("<table>", page);
        Assert.Contains(">Oops: bad\nline 1</pre>", page);
    }

    [Fact]
    public void Marked_code_is_still_the_code()
    {
        foreach (var source in new[] { "a  b\n\tc // d", "#r \"x\"\nvar s = $\"{1:0.0} {x}\"; /* y */ \"\"\"\n a\n \"\"\"", "%%% not # C# ((", "if (a < b && c > d) {}", "#if X\nskipped <\n#endif\n" })
        {
            var marked = CodeColors.Of(source);
            Assert.Equal(source, System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(marked, "</?span[^>]*>", "")));
        }
    }

    [Fact]
    public void Markdown_has_fences_and_its_images_beside_it()
    {
        var (text, images) = MarkdownExport.Of(Sample(), "s_files");

        Assert.StartsWith("# A title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```csharp\nvar x = \"<b>\"; // why\n```\n", text);
        Assert.Contains("\n![Figure (a < b)](s_files/cell-2-2.png)\n", text);
        Assert.Contains("\n```text\nred\n100%\n```\n", text);
        Assert.Contains("\n````text\n``` inside\n````\n", text);
        Assert.Equal(Convert.FromBase64String(Dot), Assert.Single(images).Value);
    }

    [Fact]
    public void A_script_has_the_csharp_cells_and_comments() => Assert.Equal(
        """
        // %% [markdown]
        // # A title
        //
        // | a | b |
        // |---|---|
        // | 1 | 2 |

        // %%
        var x = "<b>"; // why

        // %% [sql]
        // SELECT 1 < 2

        // %% [raw]
        // ``` inside

        """,
        ScriptExport.Of(Sample()));

    [Fact]
    public void Attachments_go_along()
    {
        var notebook = Notebook.Parse(Fixture.Text("jupyter-4.5.ipynb"));

        Assert.Contains($"src=\"data:image/png;base64,{Dot}\"", HtmlExport.Of(notebook, "n"));
        var (text, images) = MarkdownExport.Of(notebook, "n_files");
        Assert.Contains("![dot](n_files/cell-1-dot.png)", text);
        Assert.Contains("n_files/cell-1-dot.png", images.Keys);
    }

    private static Notebook Sample()
    {
        var notebook = Notebook.Create();
        notebook.Cells.Add(new(CellKind.Markdown, "# A title\n\n| a | b |\n|---|---|\n| 1 | 2 |"));
        notebook.Cells.Add(new(CellKind.Code, "var x = \"<b>\"; // why")
        {
            ExecutionCount = 1,
            Outputs =
            [
                new StreamOutput("stdout", "\u001b[31mred\u001b[0m\n 50%\r100%\n"),
                new DisplayOutput(new(new Dictionary<string, JsonNode?>
                {
                    ["application/vnd.plotly.v1+json"] = new JsonObject { ["plotly"] = 1 }, ["image/png"] = Dot, ["text/plain"] = "Figure\n[a < b]",
                })),
                new ErrorOutput("Oops", "bad", ["\u001b[1mOops: bad\u001b[0m", "line 1"]),
            ],
        });
        notebook.Cells.Add(new(CellKind.Code, "SELECT 1 < 2", "sql"));
        notebook.Cells.Add(new(CellKind.Raw, "``` inside"));
        return notebook;
    }
}
