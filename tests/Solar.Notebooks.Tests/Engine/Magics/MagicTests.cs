using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine.Magics;

public sealed class MagicTests : CellTest
{
    [Fact]
    public void Blocks_of_a_cell_run_in_order_and_only_the_last_value_is_the_result()
    {
        var page = Run("1 + 1\n#!csharp\nvar x = 3;\n#!who\nx");
        Assert.Equal(["2", "x"], page.Events.OfType<DisplayData>().Select(shown => shown.Bundle.Data["text/plain"]!.ToString()));
        Assert.Equal("3", page.Result);
    }

    [Fact]
    public void Errors_below_a_magic_keep_their_line() =>
        Assert.StartsWith("cell 7, line 3, column 9: error CS0029", Fail("#!time\n\nint x = \"text\";").Message, StringComparison.Ordinal);

    [Fact]
    public void Time_is_shown_even_if_the_cell_fails()
    {
        var page = new RecordingFrontEnd();
        Assert.Equal(CellStatus.Failed, Session.Run(new("#!time\nthrow new Exception();"), page).Status);
        Assert.Matches(@"^Wall time: [0-9]+\.[0-9]{2}ms$", Shown(page));
    }

    [Fact]
    public void Whos_shows_types_and_values()
    {
        Run("var a = new List<int> { 1 }; var b = \"two\"; (int, string) c = (1, \"x\"); int? d = null;");
        var lines = Shown(Run("#!whos")).Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("a         List<int>", lines[1], StringComparison.Ordinal);
        Assert.Equal("b         string         \"two\"", lines[2]);
        Assert.StartsWith("c         (int, string)", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("d         int?", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_declared_again_is_listed_once_with_its_newest_value()
    {
        Run("var a = 1;");
        Run("var b = 2;");
        Run("var a = \"new\";");
        Assert.Equal("a\nb", Shown(Run("#!who")));
        Assert.Equal([new Variable("a", "new", typeof(string)), new Variable("b", 2, typeof(int))], Session.Language("csharp").Variables);
    }

    [Fact]
    public void An_unknown_language_names_the_known_ones()
    {
        Assert.Contains("\"ruby\"", Fail("puts 1", language: "ruby").Message, StringComparison.Ordinal);
        Assert.Contains("csharp, lib", Fail("puts 1", language: "ruby").Message, StringComparison.Ordinal);
        Assert.Contains("cell 7, line 2: there is no language or magic \"#!ruby\". Languages are csharp, lib", Fail("\n#!ruby\nputs 1").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!set --name x --value hello", "hello", "String")]
    [InlineData("#!set --name x --value \"two words\"", "two words", "String")]
    [InlineData("#!set --name x --value 12", "12", "String")]
    [InlineData("#!set --name x --value 12 --mime-type application/json", "12", "JsonDocument")]
    [InlineData("#!set --name x --value @csharp:number", "7", "Double")]
    [InlineData("#!set --name x --value @csharp:number --byref", "7", "Int32")]
    [InlineData("#!set --name x --value @csharp:list", "[1,2]", "JsonDocument")]
    [InlineData("#!set --name x --value @csharp:list --byref", "System.Collections.Generic.List`1[System.Int32]", "List`1")]
    [InlineData("#!share number --from csharp --as x", "7", "Int32")]
    [InlineData("#!share --from C# number --as x --mime-type text/plain", "7", "String")]
    public void Set_and_share_declare_as_NET_Interactive_does(string magic, string text, string type)
    {
        Run("var number = 7; var list = new List<int> { 1, 2 };");
        Run(magic);
        Assert.Equal($"{text} {type}", Value("$\"{((object)x is System.Text.Json.JsonDocument j ? j.RootElement.GetRawText() : x)} {x.GetType().Name}\""));
    }

    [Fact]
    public void Set_asks_for_input()
    {
        var asked = new List<(string, bool)>();
        var page = new RecordingFrontEnd { Answer = (prompt, password, _) => { asked.Add((prompt, password)); return "answer"; } };
        Session.Run(new("#!set --name a --value @input:\"Your name\"\n#!set --name b --value @password"), page);
        Assert.Equal("answeranswer", Value("a + b"));
        Assert.Equal([("Your name", false), ("b", true)], asked);
    }

    [Fact]
    public void A_misused_magic_says_how_it_is_written()
    {
        Assert.Contains("--value is missing. It is written #!set --name NAME", Fail("#!set --name x").Message, StringComparison.Ordinal);
        Assert.Contains("csharp has no variable y. It has none.", Fail("#!share y --from csharp").Message, StringComparison.Ordinal);
        Assert.Contains("no name for a C# variable", Fail("#!set --name 1x --value y").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void About_lsmagic_and_help_tell_of_languages_and_magics()
    {
        Assert.Contains("Roslyn", Shown(Run("#!about")), StringComparison.Ordinal);
        foreach (var known in new[] { "#!csharp", "#!lib", "#!whos", "#!share", "#!time" })
        {
            Assert.Contains(known, Shown(Run("#!lsmagic")), StringComparison.Ordinal);
        }

        Assert.Contains("#!set --name NAME --value", Shown(Run("#!help")), StringComparison.Ordinal);
    }

    [Fact]
    public void Magics_and_languages_are_completed()
    {
        Assert.Equal(["#!share"], Session.Complete("#!sh", 4).Items.Select(item => item.Text));
        Assert.Contains("csharp", Session.Complete("#!share x --from ", 17).Items.Select(item => item.Text));
    }

    [Fact]
    public void A_scripts_first_line_is_no_magic() => Assert.Equal("2", Value("#!/usr/bin/env dotnet\n1 + 1"));

    private static string Shown(RecordingFrontEnd page) => Assert.Single(page.Events.OfType<DisplayData>()).Bundle.Data["text/plain"]!.ToString();
}
