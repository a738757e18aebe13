using System.Globalization;

namespace Solar.Research.Data.SmallWorld;

/// <summary>One operation of a problem: A, the sign, B and what it gives.</summary>
internal readonly record struct Sum(int A, char Sign, int B)
{
    public int Result => Sign switch { '+' => A + B, '-' => A - B, '*' => A * B, _ => A / B };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{A}{Sign}{B}={Result}");
}

/// <summary>Sums of which each begins with what the one before gave.</summary>
/// <remarks>Which chains of numbers belong to tests is decided once for all sets: a chain of a test appears in no problem that is learned from.</remarks>
internal sealed record SumChain(IReadOnlyList<Sum> Sums)
{
    /// <summary>No number of a problem is larger: few enough sums for a small model to learn by heart, too many to guess.</summary>
    public const int Largest = 18;

    public int Result => Sums[^1].Result;

    public string Key => string.Join(' ', Sums);

    /// <param name="world">Says which chains are tested.</param>
    /// <param name="dice">Its chances.</param>
    /// <param name="tested">Whether this one is for a test; of either kind when nothing is said.</param>
    /// <param name="steps">How many sums.</param>
    /// <param name="signs">The signs that may be used; a product or quotient only comes first.</param>
    /// <param name="largest">The largest number on the way, and of the addends.</param>
    public static SumChain Of(World world, Dice dice, bool? tested, int steps, string signs, int largest) => Dice.Until(
        () =>
        {
            var sums = new List<Sum> { First(dice, signs, largest) };
            while (sums.Count < steps)
                sums.Add(new(sums[^1].Result, dice.Of("+-".ToCharArray()), dice.Between(2, Math.Min(9, largest))));
            return new SumChain(sums);
        },
        chain => chain.Sums.All(sum => sum.Result >= 1 && sum.Result <= largest) && (tested is null || world.IsTested("sums", chain.Key) == tested));

    private static Sum First(Dice dice, string signs, int largest)
    {
        var sign = signs[dice.Below(signs.Length)];
        if (sign == '*')
            return new(dice.Between(2, 6), '*', dice.Between(2, 6));
        if (sign == '/')
        {
            var by = dice.Between(2, 6);
            return new(by * dice.Between(2, 6), '/', by);
        }

        return new(dice.Between(2, largest), sign, dice.Between(2, Math.Min(largest, 9)));
    }
}

/// <summary>A problem in the manner of GSM8K: somebody has some things, and something happens to them.</summary>
/// <remarks>Who has which things in a test has them in no other problem, so that two problems with like numbers share no long run of words.</remarks>
internal sealed record WordProblem(string Question, string Answer, SumChain Chain)
{
    private static readonly string[] Items = [.. "apples coins shells stones books cups eggs nuts pears candles".Split(' ')];

    /// <summary>Two in five problems have one step, nearly half have two, the others three.</summary>
    public static WordProblem Of(World world, Dice dice, bool tested)
    {
        var roll = dice.Below(100);
        return Of(world, dice, tested, steps: roll < 40 ? 1 : roll < 85 ? 2 : 3);
    }

    public static WordProblem Of(World world, Dice dice, bool tested, int steps)
    {
        var chain = SumChain.Of(world, dice, tested, steps, "++--**/", SumChain.Largest);
        var (who, items) = Dice.Until(() => (dice.Of(Names.FirstNames), dice.Of(Items)), pair => world.IsTested("holder", $"{pair.Item1} {pair.Item2}") == tested);
        var other = Dice.Until(() => dice.Of(Names.FirstNames), name => name != who);
        var she = Names.Pronoun(who);
        var first = chain.Sums[0];
        var text = new List<string>();
        text.Add(first.Sign switch
        {
            '*' => string.Format(null, dice.OfBars("{0} has {1} boxes with {2} {3} in each.|{0} fills {1} bags with {2} {3} each."), who, first.A, first.B, items),
            '/' => string.Format(null, dice.OfBars("{0} shares {1} {3} among {2} friends and joins them with one part.|{0} divides {1} {3} into {2} equal heaps and keeps one."), who, first.A, first.B, items),
            _ => $"{who} has {Text.Of(first.A)} {items}.",
        });
        var answer = new List<string>();
        foreach (var (sum, i) in chain.Sums.Select((sum, i) => (sum, i)))
        {
            if (i > 0 || sum.Sign is '+' or '-')
                text.Add(Happening(sum, i, she, other, items, dice));
            answer.Add($"{(i == 0 ? who : "Then " + she.ToLowerInvariant())} has {Marked(sum)} {items}.");
        }

        text.Add($"How many {items} does {who} have{(chain.Sums.Count > 1 ? " in the end" : "")}?");
        return new(string.Join(' ', text), $"{string.Join('\n', answer)}\n#### {Text.Of(chain.Result)}", chain);
    }

    private static string Happening(Sum sum, int step, string she, string other, string items, Dice dice)
    {
        var wording = sum.Sign == '+'
            ? dice.OfBars("{0} finds {1} more {3}.|{0} buys {1} {3}.|{2} gives {4} {1} {3}.")
            : dice.OfBars("{0} gives {1} {3} to {2}.|{0} loses {1} {3}.|{0} sells {1} {3}.");
        var sentence = string.Format(null, wording, she, sum.B, other, items, she == "She" ? "her" : "him");
        return step == 0 ? sentence : "Then " + (sentence.StartsWith(she, StringComparison.Ordinal) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence);
    }

    // 12+5=<<12+5=17>>17, the calculator's marks of GSM8K.
    private static string Marked(Sum sum) => string.Create(CultureInfo.InvariantCulture, $"{sum.A}{sum.Sign}{sum.B}=<<{sum}>>{sum.Result}");
}
