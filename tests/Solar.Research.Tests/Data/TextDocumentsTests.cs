using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

public sealed class TextDocumentsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("documents").FullName;

    [Fact]
    public void Lines_of_jsonl_and_whole_text_files_are_documents()
    {
        var lines = Write("a.jsonl", "{\"text\": \"one\\nline\", \"id\": 7}\n\n{\"text\": \"two\"}\n");
        var whole = Write("b.txt", "three\n\nparagraphs");

        Assert.Equal(["one\nline", "two", "three\n\nparagraphs"], TextDocuments.Read([lines, whole]));
    }

    [Theory]
    [InlineData("{\"text\": \"good\"}\n{\"texts\": \"x\"}")]
    [InlineData("{\"text\": \"good\"}\n{\"text\": 5}")]
    [InlineData("{\"text\": \"good\"}\n{\"text\": \"cut")]
    [InlineData("{\"text\": \"good\"}\n[]")]
    public void A_line_without_a_text_is_refused_by_path_and_line(string content)
    {
        var path = Write("a.jsonl", content);

        var refusal = Assert.Throws<InvalidDataException>(() => TextDocuments.Read(path).ToList());

        Assert.StartsWith($"{path}, line 2: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Assert.Contains("books.pdf", Assert.Throws<ArgumentException>(() => TextDocuments.Read("books.pdf").ToList()).Message, StringComparison.Ordinal);

    private string Write(string name, string content)
    {
        var path = Path.Combine(root, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
