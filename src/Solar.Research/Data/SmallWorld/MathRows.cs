using System.Globalization;

namespace Solar.Research.Data.SmallWorld;

/// <summary>problem, level, type, solution: seeds of the synthetic mathematics, in the schema of MATH.</summary>
internal static class MathRows
{
    public static IEnumerable<object> Train(World world, Dice dice)
    {
        for (var i = 0; i < world.Recipe.MathRows; i++)
        {
            var roll = dice.Below(100);
            var steps = roll < 25 ? 1 : roll < 75 ? 2 : 3;
            var chain = SumChain.Of(world, dice, tested: false, steps, "++--**/", SumChain.Largest);
            var manner = dice.Of(MathGrammar.Manners);
            yield return new
            {
                Problem = Problem(manner, chain, dice),
                Level = $"Level {Text.Of(steps + (chain.Sums.Any(sum => sum.A > 20) ? 1 : 0))}",
                manner.Type,
                Solution = Solution(chain),
            };
        }
    }

    /// <summary>The sums one after the other and the answer in a box, and nothing explained.</summary>
    public static string Solution(SumChain chain) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", chain.Sums)}. $\\boxed{{{chain.Result}}}$");

    private static string Problem(MathManner manner, SumChain chain, Dice dice)
    {
        var slots = new Dictionary<string, string> { ["box"] = dice.Of(MathGrammar.Holders), ["item"] = dice.Of(MathGrammar.Contents) };
        var sentences = new List<string>();
        foreach (var (sum, i) in chain.Sums.Select((sum, i) => (sum, i)))
        {
            (slots["a"], slots["b"]) = (Text.Of(sum.A), Text.Of(sum.B));
            var compound = sum.Sign is '*' or '/';
            if (i == 0)
                sentences.Add(Said(sign: compound ? sum.Sign : '+', opens: true));
            if (i > 0 || !compound)
                sentences.Add(Said(sum.Sign, opens: false));
        }

        sentences.Add(Said(Clause.Asks, opens: false));
        return string.Join(' ', sentences);

        string Said(char sign, bool opens)
        {
            var clause = manner.Clauses.Single(clause => clause.Sign == sign && clause.Opens == opens);
            return Clause.Write(clause.Wordings[dice.Below(2)], slots);
        }
    }
}
