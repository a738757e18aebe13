using System.Text.Json.Nodes;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Templates.Jinja;

namespace Solar.Research.Tests.Data.Templates;

/// <summary>Templates against Jinja itself (the truth: it is what transformers runs) and against @huggingface/jinja, both frozen.</summary>
public class JinjaReferenceTests
{
    private static readonly JsonNode Ours = Read("jinja.json");
    private static readonly JsonNode Jinja = Read("jinja2.json");

    [Fact]
    public void Sixteen_templates_write_five_conversations_with_and_without_an_answer_as_jinja_does()
    {
        var cases = Jinja["rendered"]!.AsArray();
        Assert.Equal(16 * 5 * 2, cases.Count);
        Assert.All(cases, one => Agree(one!, Render(one!)));
    }

    [Fact]
    public void Huggingface_jinja_agrees_but_where_it_departs_from_jinja()
    {
        // It holds that '' == false (llama2 with an empty system turn), and its lstrip('\n') strips blanks as well (qwen3).
        var apart = Ours["rendered"]!.AsArray().Where(one => (string?)one!["text"] != Render(one!).Text).ToList();

        Assert.Equal(160, Ours["rendered"]!.AsArray().Count);
        Assert.All(apart, one => Assert.True((string?)one!["template"] == "qwen3" || ((string?)one["template"], (string?)one["conversation"]) == ("llama2", "empty"), one.ToJsonString()));
        Assert.Equal(7, apart.Count);
    }

    [Fact]
    public void Expressions_have_jinjas_values()
    {
        var cases = Jinja["expressions"]!.AsArray();
        Assert.Equal(89, cases.Count);
        Assert.All(cases, one => Agree(one!, Render("{{ " + (string)one!["expression"]! + " }}")));
    }

    [Fact]
    public void Statements_and_white_space_do_as_in_jinja()
    {
        var cases = Jinja["blocks"]!.AsArray();
        Assert.Equal(20, cases.Count);
        Assert.All(cases, one => Agree(one!, Render((string)one!["template"]!)));
        Assert.Equal("x", Render("{% generation %}x{% endgeneration %}").Text);
    }

    private static void Agree(JsonNode expected, (string? Text, string? Error) actual)
    {
        if ((string?)expected["error"] is { } refusal) // raise_exception's words are the template's, others each program's own
            Assert.True(actual.Error?.EndsWith(expected["template"] is null ? "" : refusal, StringComparison.Ordinal), $"no refusal but '{actual.Text}' for {expected.ToJsonString()}");
        else
            Assert.True((string?)expected["text"] == actual.Text, $"{expected.ToJsonString()} became '{actual.Text}', {actual.Error}");
    }

    private static (string? Text, string? Error) Render(JsonNode one)
    {
        var messages = Ours["conversations"]![(string)one["conversation"]!]!.AsArray().Select(turn => (Role: (string)turn!["role"]!, Content: (string)turn["content"]!)).ToList();
        if ((string?)one["answer"] is { } answer)
            messages.Add(("assistant", answer));
        return Render((string)Ours["templates"]![(string)one["template"]!]!,
            new("messages", messages.Select(turn => (object?)new OrderedDictionary<string, object?>
            {
                ["role"] = MarkedText.Written(turn.Role),
                ["content"] = MarkedText.Said(turn.Content),
            }).ToList()),
            new("add_generation_prompt", one["answer"] is null),
            new("bos_token", MarkedText.Written("<s>")),
            new("eos_token", MarkedText.Written("</s>")));
    }

    private static (string? Text, string? Error) Render(string template, params KeyValuePair<string, object?>[] variables)
    {
        try
        {
            return (new JinjaTemplate(template, "test").Render(variables).Text, null);
        }
        catch (InvalidDataException problem)
        {
            return (null, problem.Message);
        }
    }

    private static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/Data/Templates/References", name)))!;
}
