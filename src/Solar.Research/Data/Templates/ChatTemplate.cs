using Solar.Research.Data.Examples;
using Solar.Research.Data.Templates.Jinja;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Data.Templates;

/// <summary>How a conversation is written down for a model: the published formats, or a checkpoint's own Jinja template.</summary>
/// <remarks>
/// What a message says is marked in the result (<see cref="PromptedText.Spoken"/>), through every filter and slice of a template, so that no
/// special token is read in it. Safe for use from several threads.
/// </remarks>
public sealed class ChatTemplate
{
    private const string LlamaEnd = "</s>";

    private readonly JinjaTemplate template;
    private readonly MarkedText begin;
    private readonly MarkedText end;

    private ChatTemplate(string name, string source, JinjaTemplate template, string begin, string end)
    {
        (Name, Source, this.template) = (name, source, template);
        (this.begin, this.end) = (MarkedText.Written(begin), MarkedText.Written(end));
    }

    /// <summary>Alpaca's instructions, with and without an input.</summary>
    /// <remarks>
    /// tatsu-lab/stanford_alpaca, train.py, PROMPT_DICT; the end token follows the response. It has room for one instruction.
    /// Departs: a system prompt (OpenOrca's rows have one) stands before the instruction in the same place, with an empty line between;
    /// a further question is a further "### Instruction:", two line ends after the end token of the answer before it.
    /// </remarks>
    public static ChatTemplate Alpaca { get; } = Published("alpaca", TemplateSources.Alpaca, LlamaEnd);

    /// <summary>SOLAR's own: ### System:, ### User:, ### Assistant:.</summary>
    /// <remarks>
    /// The chat_template of upstage/SOLAR-10.7B-Instruct-v1.0. Departs: the end token follows every answer, as in training on the format
    /// of its model card; the published template leaves it out, and runs the next "### User:" on to an answer. It was tuned on single turns.
    /// </remarks>
    public static ChatTemplate Solar { get; } = Published("solar", TemplateSources.Solar, LlamaEnd);

    /// <summary>Zephyr's: &lt;|system|&gt;, &lt;|user|&gt;, &lt;|assistant|&gt;, an end token after each turn.</summary>
    /// <remarks>
    /// huggingface/alignment-handbook at e4f98e7 (November 2023), whose preprocessing puts an empty system turn where there is none;
    /// that is done here. The three names are no special tokens in Mistral's vocabulary: they are spelled.
    /// </remarks>
    public static ChatTemplate Zephyr { get; } = Published("zephyr", TemplateSources.Zephyr, LlamaEnd);

    /// <summary>ChatML: &lt;|im_start|&gt;role, content, &lt;|im_end|&gt;.</summary>
    /// <remarks>In a vocabulary that lacks the two as tokens they are spelled, and the vocabulary's own end token still follows the response.</remarks>
    public static ChatTemplate ChatMl { get; } = Published("chatml", TemplateSources.ChatMl, "<|im_end|>");

    /// <summary>The published templates.</summary>
    public static IReadOnlyList<ChatTemplate> All { get; } = [Alpaca, Solar, Zephyr, ChatMl];

    /// <summary>"alpaca", "solar", "zephyr", "chatml", or where it was read from.</summary>
    public string Name { get; }

    /// <summary>The template in Jinja.</summary>
    public string Source { get; }

    /// <summary>A published template by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static ChatTemplate Named(string name) =>
        All.FirstOrDefault(template => template.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no chat template '{name}'; these are: {string.Join(", ", All.Select(template => template.Name))}.", nameof(name));

    /// <summary>A template in Jinja, as transformers reads it.</summary>
    /// <param name="source">The template.</param>
    /// <param name="bos">What bos_token is in it; empty for none.</param>
    /// <param name="eos">What eos_token is in it; empty for none.</param>
    /// <exception cref="InvalidDataException">It is not one, or uses what is not implemented: what, on which line and in which column.</exception>
    public static ChatTemplate FromJinja(string source, string bos, string eos) => FromJinja(source, bos, eos, "chat template");

    /// <summary>The template that a checkpoint brings: chat_template.jinja, or the chat_template of its tokenizer_config.json.</summary>
    /// <exception cref="InvalidDataException">It brings none, or one that is not implemented.</exception>
    public static ChatTemplate OfCheckpoint(string folder) => CheckpointTemplate.Find(folder) is { } found
        ? FromJinja(found.Source, found.Bos, found.Eos, found.Path)
        : throw new InvalidDataException($"'{folder}' brings no chat template: neither a {CheckpointTemplate.OwnFile} nor a chat_template in {CheckpointTemplate.Config}. "
            + $"Name one of these: {string.Join(", ", All.Select(template => template.Name))}.");

    /// <summary>Whether a checkpoint brings a template.</summary>
    public static bool IsIn(string folder) => CheckpointTemplate.Find(folder) is not null;

    /// <summary>This template with the begin and end tokens of a vocabulary.</summary>
    public ChatTemplate For(BpeTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        string TextOf(int? id) => id is { } known ? tokenizer.Pieces[known].Text : "";
        return new(Name, Source, template, TextOf(tokenizer.BosId), Name == ChatMl.Name ? end.Text : TextOf(tokenizer.EosId));
    }

    /// <summary>A prompt and its response, ready to be tokenised.</summary>
    /// <param name="prompt">The turns before the response; the last is the user's.</param>
    /// <param name="response">What the assistant is to say.</param>
    /// <remarks>Ends with the end token where the template writes it: what follows that (a line end, mostly) is never generated, and left off.</remarks>
    /// <exception cref="ArgumentException">The turns are no conversation.</exception>
    /// <exception cref="InvalidDataException">The template refuses the conversation.</exception>
    public PromptedText Format(IReadOnlyList<ChatMessage> prompt, string response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var asked = Render(prompt, addGenerationPrompt: true);
        var whole = Render([.. prompt, new(ChatMessage.Assistant, response)], addGenerationPrompt: false);
        if (!whole.Text.StartsWith(asked.Text, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{Name}: with an answer, this template writes the conversation before it differently, so that no response can be told "
                + $"from its prompt: {Differing(asked.Text, whole.Text)}.");
        }

        int length = whole.Length;
        int ended = end.Length == 0 ? -1 : whole.Text.LastIndexOf(end.Text, StringComparison.Ordinal);
        if (ended >= asked.Length && string.IsNullOrWhiteSpace(whole.Text[(ended + end.Length)..]) && whole.Slice(ended, end.Length).Spoken.Count == 0)
            length = ended + end.Length;
        return new(asked.Text, whole.Text[asked.Length..length]) { Spoken = whole.Slice(0, length).Spoken };
    }

    /// <summary>What stands before the first letter of the answer to a conversation.</summary>
    public string Prompt(IReadOnlyList<ChatMessage> prompt) => Ask(prompt).Prompt;

    /// <summary>A prompt that is yet to be answered: the response is empty, and what messages say is marked.</summary>
    public PromptedText Ask(IReadOnlyList<ChatMessage> prompt)
    {
        var asked = Render(prompt, addGenerationPrompt: true);
        return new(asked.Text, "") { Spoken = asked.Spoken };
    }

    /// <summary>Writes this template into the tokenizer_config.json of a checkpoint, so that other programs format for it the same way.</summary>
    public void Save(string folder) => CheckpointTemplate.Write(folder, Source);

    private static ChatTemplate Published(string name, string source, string end) => new(name, source, new(source, name), "<s>", end);

    private static ChatTemplate FromJinja(string source, string bos, string eos, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(name, source, new(source, name), bos, eos);
    }

    private MarkedText Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt)
    {
        Conversation.Check(messages, answered: !addGenerationPrompt);
        bool takesInput = Source.Contains("['input']", StringComparison.Ordinal);
        return template.Render(
        [
            new("messages", messages.Select(message => Conversation.Members(message, takesInput)).ToList()),
            new("add_generation_prompt", addGenerationPrompt),
            new("bos_token", begin),
            new("eos_token", end),
        ]);
    }

    private static string Differing(string asked, string whole)
    {
        int same = asked.AsSpan().CommonPrefixLength(whole);
        return $"after {same} characters '{Excerpt(asked, same)}' becomes '{Excerpt(whole, same)}'";
    }

    private static string Excerpt(string text, int from) => text.Substring(from, Math.Min(20, text.Length - from)).ReplaceLineEndings("\\n");
}
