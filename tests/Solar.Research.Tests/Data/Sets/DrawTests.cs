using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Solar.Research.Data.Sets;
using Solar.Research.Tests.Checkpoints;
using Solar.Research.Tests.Display;
using static Solar.Research.Tests.Data.Sets.SetFiles;

namespace Solar.Research.Tests.Data.Sets;

public sealed class DrawTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public static TheoryData<DataFormat> AllFormats => [.. SetFiles.Formats];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void A_subsample_has_the_rows_whose_hashes_come_first_in_every_format(DataFormat format)
    {
        var rows = Questions(3000);
        var path = Write(_folder["openorca"], format, rows);

        var (examples, report) = OpenOrca.Read(path, new Draw { Maximum = 100, Seed = 7 });

        // Worked out beside: SHA-256 of "seed, U+001F, id" as text; the hundred smallest, in the order of the file.
        var chosen = rows.Select(row => row["id"]!.GetValue<string>())
            .OrderBy(id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("7\u001f" + id))), StringComparer.Ordinal).Take(100).ToHashSet();
        var expected = rows.Where(row => chosen.Contains(row["id"]!.GetValue<string>())).Select(row => row["response"]!.GetValue<string>());
        Assert.Equal(expected, examples.Select(example => example.Response));
        Assert.Equal((3000, 100, 2900), (report.Rows, report.Kept, report.NotDrawn));
    }

    [Fact]
    public void All_formats_and_shards_give_the_same_rows_and_the_same_report()
    {
        var rows = Hostile(2500);
        var whole = SetFiles.Formats.Select(format => Write(_folder[$"{format}"], format, rows)).Select(DataFile.At).ToList();
        var shards = new DataFile("shards", DataFormat.Parquet, [Write(_folder["a"], DataFormat.Parquet, rows[..1000]), Write(_folder["b"], DataFormat.Parquet, rows[1000..])]);

        var drawn = whole.Append(shards).Select(file => Odd.Read(file, new Draw { Maximum = 300, Seed = 3, Filter = TaskFilter.Table8 })).ToList();

        Assert.Equal(300, drawn[0].Examples.Count);
        Assert.All(drawn, other => Assert.Equal(drawn[0].Examples, other.Examples));
        Assert.All(drawn, other => Assert.Equal(drawn[0].Report.Dropped.Select(Counted), other.Report.Dropped.Select(Counted)));
        Assert.All(drawn, other => Assert.Equal(2500, other.Report.Kept + other.Report.NotDrawn + other.Report.Dropped.Sum(dropped => dropped.Count)));
        Assert.Equal(
            ["'response' is empty", "filtered task cot_gsm8k", "odd"],
            drawn[0].Report.Dropped.Select(dropped => dropped.Reason).Order(StringComparer.Ordinal));
        static (string Reason, long Count) Counted(DroppedRows dropped) => (dropped.Reason, dropped.Count);
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Rows_that_are_no_examples_are_replaced_and_counted_up_to_the_last_one_drawn(DataFormat format)
    {
        var rows = Hostile(2500);
        var path = Write(_folder["x"], format, rows);

        var (examples, report) = Odd.Read(path, new Draw { Maximum = 300, Seed = 3, Filter = TaskFilter.Table8 });

        var order = rows.Where(row => row["response"]!.GetValue<string>().Trim().Length > 0 && row["task_name"]!.GetValue<string>() != "cot_gsm8k")
            .OrderBy(row => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("3\u001f" + row["id"]!.GetValue<string>()))), StringComparer.Ordinal)
            .Select(row => row["id"]!.GetValue<string>()).ToList();
        var even = order.Where(id => !IsOdd(id)).Take(300).ToHashSet();
        var lookedAt = order.TakeWhile(id => id != order.Where(x => !IsOdd(x)).ElementAt(300)).ToList();
        // What stands behind the last one drawn is not drawn, odd or not.
        var last = order.FindIndex(id => id == order.Where(x => !IsOdd(x)).ElementAt(299));
        Assert.True(lookedAt.Count > 500);
        Assert.Equal(even, examples.ToHashSet());
        Assert.Equal(order.Take(last).Count(IsOdd), report.Dropped.Single(dropped => dropped.Reason == "odd").Count);
    }

    [Fact]
    public void A_larger_subsample_holds_the_smaller_ones_and_another_seed_takes_others()
    {
        var path = Write(_folder["x"], DataFormat.JsonLines, Questions(400));
        var few = Read(50, 1);

        Assert.Subset(Read(200, 1).ToHashSet(), few.ToHashSet());
        Assert.InRange(Read(50, 2).Intersect(few).Count(), 0, 20);
        Assert.Equal(few, Read(50, 1));

        List<string> Read(int maximum, long seed) => [.. OpenOrca.Read(path, new Draw { Maximum = maximum, Seed = seed }).Examples.Select(example => example.Response)];
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void A_set_that_is_smaller_than_the_maximum_is_taken_whole(DataFormat format)
    {
        var path = Write(_folder["x"], format, Questions(20));
        var (examples, report) = OpenOrca.Read(path, new Draw { Maximum = 21 });
        Assert.Equal((20, 20, 0), (examples.Count, report.Kept, report.NotDrawn));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Blank_is_the_same_in_every_format(DataFormat format)
    {
        string[] responses = ["", " ", "\t\r\n ", "\u00a0", "\u3000", "'", "a ", "\n\nb", "0", "NULL", "null", "\u200b"];
        var rows = responses.Select((response, i) => Row(("id", $"{i}"), ("system_prompt", ""), ("question", "?"), ("response", response))).ToList();
        if (format != DataFormat.Csv)
            rows.Add(Row(("id", "null"), ("system_prompt", null), ("question", "?"), ("response", null)));

        var (examples, report) = OpenOrca.Read(Write(_folder["x"], format, rows), new Draw { Maximum = 100 });

        Assert.Equal(responses[3..], examples.Select(example => example.Response));
        Assert.Equal(format == DataFormat.Csv ? 3 : 4, Assert.Single(report.Dropped).Count);
    }

    [Fact]
    public void Inspecting_counts_what_reading_counts()
    {
        var path = DataFile.At(Write(_folder["x"], DataFormat.Parquet, Hostile(500)));
        var report = Odd.Inspect(path, TaskFilter.Table8);
        var read = Odd.Read(path, new Draw { Filter = TaskFilter.Table8 });
        Assert.Equal(read.Report.Dropped, report.Dropped);
        Assert.Equal((read.Examples.Count, 500, 0), (report.Kept, report.Rows, report.NotDrawn));
    }

    [Fact]
    public void A_report_shows_as_a_table_and_in_words()
    {
        var path = Write(_folder["openorca"], DataFormat.JsonLines,
        [
            .. Questions(8),
            Row(("id", "8"), ("system_prompt", ""), ("question", "<b>?"), ("response", "")),
        ]);
        var shown = Shown.Of(OpenOrca.Read(path, new Draw { Maximum = 5, Seed = 2 }).Report);
        Assert.Contains("<caption style=\"caption-side:top;text-align:left;font-weight:bold\">openorca, read as OpenOrca</caption>", shown["text/html"], StringComparison.Ordinal);
        Assert.Contains("not drawn (at most 5, seed 2)", shown["text/html"], StringComparison.Ordinal);
        Assert.Equal("openorca (OpenOrca): 5 of 9 rows, at most 5 drawn with seed 2, 3 not drawn\n  dropped 1: 'response' is empty (first: openorca.jsonl:9)\n", shown["text/plain"]);
    }

    private static readonly RowSchema<string> Odd = new()
    {
        Name = "hostile",
        Columns = ["id", "question", "response"],
        Filled = ["question", "response"],
        Key = ["id"],
        Task = TaskFilter.Column,
        Convert = row => IsOdd(row.Text("id")) ? RowVerdict.Drop<string>("odd") : RowVerdict.Keep<string>(row.Text("id")),
    };

    private static bool IsOdd(string id) => (id[^1] - '0') % 2 == 1;

    private static List<JsonObject> Questions(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Row(("id", $"flan.{i}"), ("system_prompt", i % 3 == 0 ? "Be brief." : ""), ("question", $"What is {i}?"), ("response", $"It is {i}.")))];

    // Every seventh response is blank, every fifth row of a filtered task, two thirds of the ids end in an odd digit; ids speak several scripts.
    private static List<JsonObject> Hostile(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Row(
            ("id", $"{(i % 2 == 0 ? "ключ" : "'ключ\"\\")}\n{i}{(i % 3 == 0 ? 2 : 1)}"),
            ("question", $"\"What, is {i}?"),
            ("response", i % 7 == 0 ? " \r\n\t" : $"It's\n{i},"),
            ("task_name", i % 5 == 0 ? "cot_gsm8k" : "cot_gsm8k_iii")))];
}
