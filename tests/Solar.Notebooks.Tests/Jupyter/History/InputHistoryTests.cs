using Solar.Notebooks.Jupyter.History;

namespace Solar.Notebooks.Tests.Jupyter.History;

public sealed class InputHistoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private HistoryFile OnDisk => new(Path.Combine(_folder.FullName, "deep", "history.jsonl"), mostBytes: 20_000);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_next_session_knows_the_cells_of_the_one_before()
    {
        var first = new InputHistory(OnDisk);
        first.Add(1, "one");
        first.Add(2, "two\nlines");
        var second = new InputHistory(OnDisk);
        second.Add(1, "three");
        Assert.Equal([(1, 1, "one"), (1, 2, "two\nlines"), (2, 1, "three")], Plain(second.Tail(10)));
        Assert.Equal([(1, 2, "two\nlines"), (2, 1, "three")], Plain(second.Tail(2)));
    }

    [Fact]
    public void A_range_counts_sessions_from_here_back_and_from_the_beginning()
    {
        foreach (var text in new[] { "a", "b" })
            new InputHistory(OnDisk).Add(1, text);
        var third = new InputHistory(OnDisk);
        third.Add(1, "c");
        third.Add(2, "d");
        third.Add(3, "e");
        Assert.Equal([(3, 1, "c"), (3, 2, "d")], Plain(third.Range(0, 1, 3)));
        Assert.Equal([(3, 2, "d"), (3, 3, "e")], Plain(third.Range(3, 2, null)));
        Assert.Equal([(2, 1, "b")], Plain(third.Range(-1, 1, null)));
        Assert.Equal([(1, 1, "a")], Plain(third.Range(1, 0, null)));
    }

    [Fact]
    public void A_search_takes_a_pattern_the_newest_and_each_text_once()
    {
        var history = new InputHistory(OnDisk);
        foreach (var (text, at) in new[] { "6*7", "x", "6-7", "6*7", "a\n6?7" }.Select((text, at) => (text, at)))
            history.Add(at + 1, text);
        Assert.Equal(["6*7", "6-7", "6*7"], history.Search("6?7", null, unique: false).Select(entry => entry.Input));
        Assert.Equal([(1, 3, "6-7"), (1, 4, "6*7")], Plain(history.Search("6?7", null, unique: true)));
        Assert.Equal(["6*7", "a\n6?7"], history.Search("*6*", 2, unique: false).Select(entry => entry.Input));
    }

    [Fact]
    public void Values_are_remembered_in_their_session_only()
    {
        var history = new InputHistory(OnDisk);
        history.Add(1, "6*7");
        history.Result("42");
        Assert.Equal("42", Assert.Single(history.Tail(1)).Output);
        Assert.Null(Assert.Single(new InputHistory(OnDisk).Tail(1)).Output);
    }

    [Fact]
    public void Two_kernels_at_once_have_their_own_numbers_and_lose_nothing()
    {
        var (one, other) = (new InputHistory(OnDisk), new InputHistory(OnDisk));
        for (var line = 1; line <= 20; line++)
        {
            one.Add(line, $"one {line}");
            other.Add(line, $"other {line}");
        }

        var later = new InputHistory(OnDisk).Tail(100);
        Assert.Equal(40, later.Count);
        Assert.Equal(20, later.Count(entry => entry is { Session: 1, Input: var text } && text.StartsWith("one", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_that_a_killed_kernel_left_half_is_passed_over()
    {
        new InputHistory(OnDisk).Add(1, "whole");
        File.AppendAllText(Path.Combine(_folder.FullName, "deep", "history.jsonl"), "[1,2,\"ha\n{}\n[\"x\"]\n[1,\"2\",3]\n\n");
        var later = new InputHistory(OnDisk);
        later.Add(1, "next");
        Assert.Equal([(1, 1, "whole"), (2, 1, "next")], Plain(later.Tail(10)));
    }

    [Fact]
    public void A_file_that_has_grown_too_large_keeps_its_newer_half()
    {
        var history = new InputHistory(OnDisk);
        for (var line = 1; line <= 100; line++)
            history.Add(line, $"{line} " + new string('x', 300));
        new InputHistory(OnDisk).Add(1, "last");
        Assert.InRange(new FileInfo(Path.Combine(_folder.FullName, "deep", "history.jsonl")).Length, 8_000, 12_000);
        Assert.Equal((1, 100), new InputHistory(OnDisk).Tail(2) is [var before, _] ? (before.Session, before.Line) : default);
    }

    [Fact]
    public void Without_a_file_there_is_the_session_and_the_reason()
    {
        File.WriteAllText(_folder.PathOf("deep"), "a file where a folder should be");
        var history = new InputHistory(OnDisk);
        history.Add(1, "one");
        Assert.Equal("one", Assert.Single(history.Tail(5)).Input);
        Assert.Contains("not kept", history.Trouble);
    }

    [Theory]
    [InlineData("[ab]c", "ac", true)]
    [InlineData("[!ab]c", "ac", false)]
    [InlineData("[a-c]*", "bz", true)]
    [InlineData("(x.y)+", "(x.y)+", true)]
    [InlineData("[", "[", true)]
    [InlineData("[^a]", "^", true)]
    [InlineData("[^a]", "b", false)]
    [InlineData("a*", "a\nb", true)]
    [InlineData("a", "ab", false)]
    [InlineData("\\d", "\\d", true)]
    public void A_pattern_is_a_glob_of_the_whole_text(string pattern, string text, bool matches) => Assert.Equal(matches, new Glob(pattern).IsMatch(text));

    private static IEnumerable<(int, int, string)> Plain(IEnumerable<HistoryEntry> entries) => entries.Select(entry => (entry.Session, entry.Line, entry.Input));
}
