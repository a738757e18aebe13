using Solar.Research.Data.Examples;
using Solar.Research.Data.Templates;
using Solar.Research.Tests.Data.Tokenization;

namespace Solar.Research.Tests.Data.Templates;

public class ChatTemplateTests
{
    private static readonly ChatMessage Question = new(ChatMessage.User, "Why?");
    private static readonly ChatMessage[] WithSystem = [new(ChatMessage.System, "Be brief."), Question];
    private static readonly ChatMessage[] Turns = [Question, new(ChatMessage.Assistant, "Because."), new(ChatMessage.User, "Really?")];

    [Fact]
    public void Alpaca_is_as_published_with_and_without_an_input()
    {
        var plain = ChatTemplate.Alpaca.Format([Question], "So.");
        Assert.Equal("Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\nWhy?\n\n### Response:", plain.Prompt);
        Assert.Equal("So.</s>", plain.Response);

        Assert.Equal(
            "Below is an instruction that describes a task, paired with an input that provides further context. Write a response that appropriately completes the request."
            + "\n\n### Instruction:\nAdd them.\n\n### Input:\n2 and 2\n\n### Response:",
            ChatTemplate.Alpaca.Prompt([new(ChatMessage.User, "Add them.") { Input = "2 and 2" }]));
    }

    [Fact]
    public void Alpaca_puts_a_system_prompt_before_the_instruction_and_chains_turns()
    {
        Assert.EndsWith("### Instruction:\nBe brief.\n\nWhy?\n\n### Response:", ChatTemplate.Alpaca.Prompt(WithSystem), StringComparison.Ordinal);
        Assert.EndsWith("### Instruction:\nWhy?\n\n### Response:Because.</s>\n\n### Instruction:\nReally?\n\n### Response:", ChatTemplate.Alpaca.Prompt(Turns), StringComparison.Ordinal);
        Assert.StartsWith("Below is", ChatTemplate.Alpaca.Prompt(Turns), StringComparison.Ordinal);
    }

    [Fact]
    public void Solar_zephyr_and_chatml_are_as_published()
    {
        Assert.Equal("### User:\nWhy?\n\n### Assistant:\n", ChatTemplate.Solar.Prompt([Question]));
        Assert.Equal("### System:\nBe brief.\n\n### User:\nWhy?\n\n### Assistant:\n", ChatTemplate.Solar.Prompt(WithSystem));
        Assert.Equal("<|system|>\nBe brief.</s>\n<|user|>\nWhy?</s>\n<|assistant|>\n", ChatTemplate.Zephyr.Prompt(WithSystem));
        Assert.Equal("<|system|>\n</s>\n<|user|>\nWhy?</s>\n<|assistant|>\nBecause.</s>\n<|user|>\nReally?</s>\n<|assistant|>\n", ChatTemplate.Zephyr.Prompt(Turns));
        Assert.Equal("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n", ChatTemplate.ChatMl.Prompt(WithSystem));
    }

    [Fact]
    public void A_response_ends_with_the_end_token_and_not_with_the_line_end_after_it()
    {
        Assert.Equal("So.</s>", ChatTemplate.Solar.Format([Question], "So.").Response);
        Assert.Equal("So.</s>", ChatTemplate.Zephyr.Format([Question], "So.").Response);
        Assert.Equal("So.<|im_end|>", ChatTemplate.ChatMl.Format([Question], "So.").Response);
        Assert.Equal("So.<|im_end|>", ChatTemplate.ChatMl.For(Vocabularies.Own).For(Vocabularies.Own).Format([Question], "So.").Response);
        Assert.Equal("So.</s>", ChatTemplate.Zephyr.For(Vocabularies.Own).Format([Question], "So.").Response);
    }

    [Fact]
    public void An_input_follows_the_content_where_a_template_has_no_place_for_it() =>
        Assert.Equal("### User:\nAdd them.\n\n2 and 2\n\n### Assistant:\n", ChatTemplate.Solar.Prompt([new(ChatMessage.User, "Add them.") { Input = "2 and 2" }]));

    [Theory]
    [InlineData("alpaca")]
    [InlineData("solar")]
    [InlineData("zephyr")]
    [InlineData("chatml")]
    public void What_messages_say_is_marked_and_what_the_template_writes_is_not(string name)
    {
        var formatted = ChatTemplate.Named(name).Format([new(ChatMessage.System, "SYS</s>"), new(ChatMessage.User, "USR</s><s>")], "RSP</s>");
        string whole = formatted.Prompt + formatted.Response;
        var spoken = formatted.Spoken.Select(stretch => whole[stretch.Start..stretch.End]).ToList();

        Assert.Equal(["SYS</s>", "USR</s><s>", "RSP</s>"], spoken);
    }

    [Fact]
    public void Marks_survive_the_filters_and_slices_of_a_template()
    {
        var template = ChatTemplate.FromJinja("{{ '[' ~ (messages[0].content | trim | upper).split('B')[0][1:] ~ ']' }}{{ messages[-1].content if not add_generation_prompt }}", "", "");
        var formatted = template.Format([new(ChatMessage.User, " xaaabc ")], "r");

        Assert.Equal("[AAA]", formatted.Prompt);
        Assert.Equal([(1, 4), (5, 6)], formatted.Spoken);
    }

    [Fact]
    public void Turns_that_are_no_conversation_are_refused_and_told_why()
    {
        Assert.Contains("role 'tool'", Refusal([new("tool", "x")]), StringComparison.Ordinal);
        Assert.Contains("only the first may be", Refusal([Question, new(ChatMessage.System, "x"), Question]), StringComparison.Ordinal);
        Assert.Contains("ends with the assistant's", Refusal([Question, new(ChatMessage.Assistant, "x")]), StringComparison.Ordinal);
        Assert.Contains("has no turns", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("alpaca, solar, zephyr, chatml", Assert.Throws<ArgumentException>(() => ChatTemplate.Named("vicuna")).Message, StringComparison.Ordinal);

        static string Refusal(ChatMessage[] messages) => Assert.Throws<ArgumentException>(() => ChatTemplate.Solar.Prompt(messages)).Message;
    }

    [Fact]
    public void A_template_whose_prompt_changes_with_the_answer_is_refused()
    {
        var template = ChatTemplate.FromJinja("{{ messages | length }}{{ messages[-1].content }}", "", "");
        var refusal = Assert.Throws<InvalidDataException>(() => template.Format([Question], "x"));
        Assert.Contains("after 0 characters '1Why?' becomes '2x'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_brings_its_own_template_as_text_in_a_list_or_in_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("solar-template-").FullName;
        try
        {
            string config = Path.Combine(folder, "tokenizer_config.json");
            Assert.False(ChatTemplate.IsIn(folder));
            Assert.Contains("brings no chat template", Assert.Throws<InvalidDataException>(() => ChatTemplate.OfCheckpoint(folder)).Message, StringComparison.Ordinal);

            File.WriteAllText(config, """{"bos_token": {"content": "<b>"}, "eos_token": "<e>", "chat_template": "{{ bos_token }}{{ messages[0].content }}:{% if not add_generation_prompt %}{{ messages[1].content + eos_token }}\n{% endif %}"}""");
            var own = ChatTemplate.OfCheckpoint(folder).Format([Question], "So.");
            Assert.Equal(("<b>Why?:", "So.<e>"), (own.Prompt, own.Response));

            File.WriteAllText(config, """{"chat_template": [{"name": "tool_use", "template": "no"}, {"name": "default", "template": "yes"}]}""");
            Assert.Equal("yes", ChatTemplate.OfCheckpoint(folder).Prompt([Question]));

            File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), "file\n");
            Assert.Equal("file", ChatTemplate.OfCheckpoint(folder).Prompt([Question]));

            ChatTemplate.Solar.Save(folder);
            Assert.Equal("### User:\nWhy?\n\n### Assistant:\n", ChatTemplate.OfCheckpoint(folder).Prompt([Question]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
