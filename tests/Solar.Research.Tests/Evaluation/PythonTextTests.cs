using Solar.Research.Evaluation;

namespace Solar.Research.Tests.Evaluation;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData("the QUICK brown. FOX", "The quick brown. fox")]
    [InlineData("ßX", "Ssx")]
    [InlineData("ǆabc", "ǅabc")]
    [InlineData("İI", "İi")]
    [InlineData("ﬁRE", "Fire")]
    [InlineData("1ABC", "1abc")]
    [InlineData("", "")]
    [InlineData("ΑΣ", "Ας")]       // at the end of a word
    [InlineData("ΑΣ.", "Ας.")]
    [InlineData("ΑΣΑ", "Ασα")]     // within one
    [InlineData("ΑΣ'Α", "Ασ'α")]   // an apostrophe ends none
    [InlineData("ΑΣ1Σ", "Ας1σ")]   // a digit begins none
    [InlineData("𐐨𐐀", "𐐀𐐨")]     // beyond 16 bits
    public void Capitalize_lowers_all_but_the_first_letter(string text, string expected) => Assert.Equal(expected, PythonText.Capitalize(text));

    [Fact]
    public void Every_character_with_case_has_the_case_that_Python_gives_it()
    {
        var lines = File.ReadAllLines(Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Evaluation", "References", "case.txt"));
        var rows = lines.Skip(1).Select(line => line.Split(' ')).ToArray();
        Assert.True(rows.Length > 2700, $"Only {rows.Length} characters were read.");
        var wrong = rows.Where(row => PythonText.Capitalize(row[0]) != row[1] || PythonText.Capitalize("x" + row[0]) != "X" + row[2])
            .Select(row => $"U+{char.ConvertToUtf32(row[0], 0):X4}: {row[1]} {row[2]}, found {PythonText.Capitalize(row[0])} {PythonText.Capitalize("x" + row[0])[1..]}").ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Space_is_what_Python_calls_space()
    {
        Assert.Equal("a b", PythonText.Strip(" \t\n\u001c\u001f\u00a0\u3000a b\u2028 \u0085"));
        Assert.Equal("\u200b", PythonText.Strip("\u200b")); // has no width and is no space
        Assert.Equal(" a", PythonText.StripEnd(" a \n"));
        Assert.Equal("", PythonText.Strip(" \n"));
    }

    [Fact]
    public void Length_is_counted_in_characters() => Assert.Equal(3, PythonText.Length("a😀é"));
}
