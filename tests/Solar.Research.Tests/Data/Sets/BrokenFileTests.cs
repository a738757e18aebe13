using Solar.Research.Data.Sets;
using Solar.Research.Tests.Checkpoints;
using static Solar.Research.Tests.Data.Sets.SetFiles;

namespace Solar.Research.Tests.Data.Sets;

/// <summary>A file that is not what it should be is refused with the place where it is not.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.jsonl", "{\"query\": \"a\", \"response\": \"b\"}\n\n{\"query\": \"a\", \"response\": \"b\"", "line 3: not valid JSON")]
    [InlineData("x.jsonl", "{\"query\": \"a\", \"response\": \"b\"}\n{\"query\": \"a\", \"answer\": \"b\"}\n", "line 2: expected a member 'response', found query, answer")]
    [InlineData("x.jsonl", "{\"query\": 1, \"response\": \"b\"}\n", "line 1: 'query' has to be a text, found a number")]
    [InlineData("x.jsonl", "{\"query\": \"a\", \"query\": \"c\", \"response\": \"b\"}\n", "line 1: not valid JSON")]
    [InlineData("x.jsonl", "{\"query\": \"\\ud800\", \"response\": \"b\"}\n", "line 1: 'query' is no valid text")]
    [InlineData("x.jsonl", "[1, 2]\n", "line 1: expected an object, found Array")]
    [InlineData("x.json", "", "line 1: the file is empty")]
    [InlineData("x.json", "\n\n{\"query\": \"a\", \"response\": \"b\"}\n{\"query\": \"a\", \"response\": \"b\"}\n", "line 4: the file has something after its object")]
    [InlineData("x.json", "[{\"query\": \"a\", \"response\": \"b\"},\n{\"query\": \"a\",\n \"response\": b}]", "line 3: not valid JSON")]
    [InlineData("x.json", "[{\"query\": \"a\", \"response\": \"b\"},\n{\"query\": \"a\"", "line 2: the object that starts here does not end")]
    [InlineData("x.json", "[{\"query\": \"a\", \"response\": \"b\"}\n", "line 2: the file ends inside the array")]
    [InlineData("x.json", "[{\"query\": \"a\", \"response\": \"b\"},\n]", "line 2: the array has a comma before its end")]
    [InlineData("x.json", "[{\"query\": \"a\", \"response\": \"b\"}\n{\"query\": \"a\", \"response\": \"b\"}]", "line 2: expected a comma or the array's end, found '{'")]
    [InlineData("x.json", "[3]", "line 1: expected an object, found '3'")]
    [InlineData("x.csv", "query,answer\na,b\n", "line 1: expected a column 'response', found query, answer")]
    [InlineData("x.csv", "query,response\na,b\nonly one\n", "line 3: ")]
    [InlineData("x.parquet", "PAR1 but no Parquet", "cannot be read as Parquet")]
    public void The_message_has_file_and_line(string name, string content, string message)
    {
        File.WriteAllText(_folder[name], content);
        var wrong = Assert.Throws<InvalidDataException>(() => MetaMathQa.Read(_folder[name]));
        Assert.StartsWith(_folder[name], wrong.Message, StringComparison.Ordinal);
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        File.WriteAllBytes(_folder["x.jsonl"], [.. "{\"query\": \""u8, 0xE9, .. "\", \"response\": \"b\"}\n"u8]);
        Assert.Contains("not UTF-8", Assert.Throws<InvalidDataException>(() => MetaMathQa.Read(_folder["x.jsonl"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_error()
    {
        File.WriteAllBytes(_folder["x.json"], [0xEF, 0xBB, 0xBF, .. "[{\"query\": \"a\", \"response\": \"b\"}]"u8]);
        File.WriteAllBytes(_folder["y.jsonl"], [0xEF, 0xBB, 0xBF, .. "{\"query\": \"a\", \"response\": \"b\"}"u8]);
        Assert.Single(MetaMathQa.Read(_folder["x.json"]).Examples);
        Assert.Single(MetaMathQa.Read(_folder["y.jsonl"]).Examples);
    }

    [Fact]
    public void A_Parquet_file_without_a_column_is_refused_by_name()
    {
        var path = Write(_folder["x"], DataFormat.Parquet, [Row(("query", "a"), ("answer", "b"))]);
        var wrong = Assert.Throws<InvalidDataException>(() => MetaMathQa.Read(path, new Draw { Maximum = 1 }));
        Assert.Equal($"{path}: expected a column 'response', found query, answer.", wrong.Message);
        Assert.Equal(wrong.Message, Assert.Throws<InvalidDataException>(() => MetaMathQa.Read(path)).Message);
    }

    [Fact]
    public void A_row_of_Parquet_is_named_by_its_number()
    {
        var bad = new System.Text.Json.Nodes.JsonObject { ["prompt"] = "p", ["prompt_id"] = "1", ["chosen"] = Messages(("user", "p")), ["rejected"] = Messages(("user", "p")) };
        bad["chosen"]![0]!.AsObject()["role"] = null;
        var path = Write(_folder["x"], DataFormat.Parquet, [bad]);
        var wrong = Assert.Throws<InvalidDataException>(() => UltraFeedback.Read(path));
        Assert.StartsWith($"{path}, row 1: 'chosen[0]' has to be an object", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_array_is_read_across_the_ends_of_buffers()
    {
        var text = string.Join(",\n", Enumerable.Range(0, 3000).Select(i => $$"""{"query": "q{{i}} \"[}\\", "response": "{{new string('x', i % 97)}}y"}"""));
        File.WriteAllText(_folder["x.json"], $"[\n{text}\n]\n");
        var examples = MetaMathQa.Read(_folder["x.json"]).Examples;
        Assert.Equal(3000, examples.Count);
        Assert.Equal("q2999 \"[}\\", examples[^1].Prompt[0].Content);
        Assert.Equal("x.json:3001", examples[^1].Source);
    }
}
