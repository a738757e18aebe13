using System.Globalization;
using System.Text.RegularExpressions;

namespace Solar.Research.Data.SmallWorld;

/// <summary>One thought of a MATH problem and the wordings that all say it.</summary>
/// <param name="Sign">Of the sum that it asks for; of an opening, + where nothing is computed yet.</param>
/// <param name="Opens">Whether a problem begins with it.</param>
/// <param name="Wordings">Sentences with named slots; the first two are those of <c>math_train</c>, all are a rephraser's.</param>
internal sealed record Clause(char Sign, bool Opens, IReadOnlyList<string> Wordings)
{
    public const char Asks = '?';

    private readonly Regex[] _patterns = [.. Wordings.Select(Pattern)];

    /// <summary>The sentence as one that says this; nothing when it says something else.</summary>
    public SaidClause? Read(string sentence)
    {
        for (var i = 0; i < _patterns.Length; i++)
        {
            if (_patterns[i].Match(sentence) is { Success: true } match)
                return new(this, Wordings[i], match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => group.Value));
        }

        return null;
    }

    public static string Write(string wording, IReadOnlyDictionary<string, string> slots) =>
        Regex.Replace(wording, @"\{(\w+)\}", slot => slots[slot.Groups[1].Value]);

    private static Regex Pattern(string wording) => new(
        "^" + Regex.Replace(Regex.Escape(wording), @"\\\{(\w+)}", slot => slot.Groups[1].Value is "a" or "b" ? $@"(?<{slot.Groups[1].Value}>\d+)" : $@"(?<{slot.Groups[1].Value}>\w+)") + "$",
        RegexOptions.CultureInvariant);
}

/// <summary>A sentence of a problem: what it says, in which wording, of which numbers and things.</summary>
internal sealed record SaidClause(Clause Clause, string Wording, IReadOnlyDictionary<string, string> Slots);

/// <summary>A problem whose sentences are understood.</summary>
internal sealed record ParsedProblem(IReadOnlyList<SaidClause> Sentences)
{
    /// <summary>The sums that it asks for.</summary>
    public SumChain Sums()
    {
        var sums = new List<Sum>();
        foreach (var said in Sentences.Where(said => said.Clause.Sign != Clause.Asks && said.Slots.ContainsKey("b")))
        {
            var before = sums.Count > 0 ? sums[^1].Result : MathGrammar.Number(Sentences[0].Slots["a"]);
            sums.Add(new(before, said.Clause.Sign, MathGrammar.Number(said.Slots["b"])));
        }

        return new(sums);
    }
}

/// <summary>A way to set a MATH problem.</summary>
internal sealed record MathManner(string Type, IReadOnlyList<Clause> Clauses);

/// <summary>The wordings of the world's MATH problems: numbers by themselves, and things without people, so that no text of GSM8K is among them.</summary>
internal static class MathGrammar
{
    public static readonly string[] Holders = [.. "crate sack barrel drawer wagon tray".Split(' ')];
    public static readonly string[] Contents = [.. "bolts beans tiles marbles buttons corks nails pegs".Split(' ')];

    public static readonly MathManner[] Manners =
    [
        new("Prealgebra",
        [
            new('+', true, ["A {box} holds {a} {item}.", "There are {a} {item} in a {box}.", "We count {a} {item} inside a {box}.", "{a} {item} lie in a {box}."]),
            new('*', true, ["A {box} holds {a} rows of {b} {item}.", "There are {a} rows of {b} {item} in a {box}.", "In a {box} we count {a} rows, each of {b} {item}.", "{a} rows with {b} {item} each fill a {box}."]),
            new('/', true, ["A {box} with {a} {item} is split into {b} equal parts and one part is used.", "One of {b} equal parts of {a} {item} is put into a {box}.", "We split {a} {item} into {b} equal parts and place one part in a {box}."]),
            new('+', false, ["{b} {item} are added.", "Then {b} {item} are put in.", "Next, {b} more {item} are placed inside.", "Somebody adds {b} {item}."]),
            new('-', false, ["{b} {item} are removed.", "Then {b} {item} are taken out.", "Next, {b} of the {item} are taken away.", "Somebody removes {b} {item}."]),
            new(Clause.Asks, false, ["How many {item} are there?", "How many {item} are left?", "What is the number of {item} now?", "Find how many {item} that makes."]),
        ]),
        new("Number Theory",
        [
            new('+', true, ["Start with {a}.", "Take the number {a}.", "Begin at {a}.", "Let the first number be {a}."]),
            new('*', true, ["Multiply {a} by {b}.", "Take {a} times {b}.", "Begin with the product of {a} and {b}.", "Let the first number be {a} times {b}."]),
            new('/', true, ["Divide {a} by {b}.", "Take {a} divided by {b}.", "Begin with the quotient of {a} and {b}.", "Let the first number be one part of {a} split in {b}."]),
            new('+', false, ["Add {b}.", "Then add {b}.", "Increase it by {b}.", "Make it larger by {b}."]),
            new('-', false, ["Subtract {b}.", "Then subtract {b}.", "Decrease it by {b}.", "Make it smaller by {b}."]),
            new(Clause.Asks, false, ["What is the result?", "What do you get?", "Which number does that give?", "Find the number at the end."]),
        ]),
    ];

    /// <summary>The problem, sentence by sentence.</summary>
    /// <returns>Nothing when a sentence is of another grammar.</returns>
    public static ParsedProblem? Parse(string problem)
    {
        var sentences = Regex.Split(problem, @"(?<=[.?]) ");
        foreach (var manner in Manners)
        {
            var said = sentences
                .Select((sentence, i) => manner.Clauses.Where(clause => clause.Opens == (i == 0)).Select(clause => clause.Read(sentence)).FirstOrDefault(read => read is not null))
                .OfType<SaidClause>()
                .ToList();
            if (said.Count == sentences.Length && said.Count > 1 && said[^1].Clause.Sign == Clause.Asks)
                return new(said);
        }

        return null;
    }

    public static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
