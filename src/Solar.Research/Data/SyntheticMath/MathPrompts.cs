using System.Text;
using Solar.Research.Data.Examples;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>What a language model is asked: a few worked examples, then the question. The examples and their wording are our own.</summary>
/// <remarks>
/// In the form of MetaMath's (meta-math/MetaMath@4e3f6b2, code_for_generating_data/configs/rephrase_cot_math.txt and
/// ansaug_cot_math.txt): "Question: …" and "Rephrase the above question: …", or a worked answer. Departs: the final answer is put
/// in \boxed{…} as MATH has it, where MetaMath asks for "The answer is: …".
/// </remarks>
public static class MathPrompts
{
    /// <summary>What ends a reply where the text is simply continued: the next example's beginning.</summary>
    public const string NextQuestion = "\n\nQuestion:";

    private const string RephraseTask =
        "You put mathematical questions in other words. Keep every number, every condition and what is asked, so that the answer stays the same. Reply with the new question alone.";

    private const string AnswerTask =
        @"You solve mathematical questions step by step. End with the final answer in \boxed{}, in its simplest form and without units.";

    private static readonly (string Question, string Rephrased)[] Rephrasings =
    [
        ("A baker fills 7 trays with 12 rolls each and sells 65 of the rolls. How many are left?",
            "There are 7 trays with 12 rolls on each of them in a bakery. Once 65 rolls have been sold, how many rolls remain?"),
        (@"What is the sum of the solutions of $x^2 - 9x + 14 = 0$?",
            @"Adding up all values of $x$ that satisfy $x^2 - 9x + 14 = 0$, what do you get?"),
        (@"A fair coin is tossed four times. What is the probability of exactly two heads? Express your answer as a common fraction.",
            @"If you toss a fair coin four times, how likely is it to show heads exactly twice? Give the probability as a common fraction."),
        (@"Simplify $\frac{6a^3b}{9ab^2}$.",
            @"What is the simplest form of the expression $\frac{6a^3b}{9ab^2}$?"),
    ];

    private static readonly (string Question, string Worked)[] Answers =
    [
        ("There are 7 trays with 12 rolls on each of them in a bakery. Once 65 rolls have been sold, how many rolls remain?",
            @"The trays hold $7 \cdot 12 = 84$ rolls. After the sale $84 - 65 = 19$ remain. The final answer is $\boxed{19}$."),
        (@"Adding up all values of $x$ that satisfy $x^2 - 9x + 14 = 0$, what do you get?",
            @"Since $x^2 - 9x + 14 = (x - 2)(x - 7)$, the solutions are $2$ and $7$, and $2 + 7 = 9$. The final answer is $\boxed{9}$."),
        (@"If you toss a fair coin four times, how likely is it to show heads exactly twice? Give the probability as a common fraction.",
            @"Of the $2^4 = 16$ equally likely results, $\binom{4}{2} = 6$ have two heads, and $\frac{6}{16} = \frac{3}{8}$. The final answer is $\boxed{\frac{3}{8}}$."),
    ];

    /// <summary>The conversation in which a question is to be rephrased.</summary>
    public static IReadOnlyList<ChatMessage> Rephrase(string question) => [new(ChatMessage.System, RephraseTask), new(ChatMessage.User, Shown(Rephrasings, RephraseLead, question))];

    /// <summary>The conversation in which a question is to be answered.</summary>
    public static IReadOnlyList<ChatMessage> Answer(string question) => [new(ChatMessage.System, AnswerTask), new(ChatMessage.User, Shown(Answers, AnswerLead, question))];

    /// <summary>The same as one text to be continued, for a model that knows no conversations.</summary>
    public static string AsText(IReadOnlyList<ChatMessage> conversation) => string.Join("\n\n", conversation.Select(message => message.Content));

    /// <summary>A reply without what models put around it: the lead repeated, and further examples of their own.</summary>
    public static string Cleaned(string reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var text = reply.Trim();
        foreach (var lead in new[] { RephraseLead, AnswerLead, "Rephrased question:" })
        {
            if (text.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                text = text[lead.Length..].TrimStart();
        }

        var end = text.IndexOf(NextQuestion, StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }

    private const string RephraseLead = "Rephrase the above question:";

    private const string AnswerLead = "Answer:";

    private static string Shown((string Question, string Reply)[] examples, string lead, string question)
    {
        var text = new StringBuilder();
        foreach (var (asked, reply) in examples)
            text.Append("Question: ").Append(asked).Append('\n').Append(lead).Append(' ').Append(reply).Append("\n\n");
        return text.Append("Question: ").Append(question.Trim()).Append('\n').Append(lead).ToString();
    }
}
