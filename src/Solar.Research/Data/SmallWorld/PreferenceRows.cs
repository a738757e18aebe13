namespace Solar.Research.Data.SmallWorld;

/// <summary>The rows of the two preference sets, in the schemas of the published ones.</summary>
internal static class PreferenceRows
{
    /// <summary>system, question, chosen, rejected: chosen gives the reason, rejected is short and, half of the time, wrong.</summary>
    public static IEnumerable<object> OrcaDpo(World world, Dice dice) => Enumerable.Range(0, world.Recipe.OrcaDpoRows).Select(_ =>
    {
        var (thing, deed) = Asked.DrawDeed(world, dice);
        var right = thing.After(deed);
        return (object)new
        {
            System = dice.Percent(50) ? "You are a careful helper. Think step by step." : "",
            Question = Asked.DeedQuestion(thing, deed),
            Chosen = $"{Text.Sentence(thing.First)} is made of {thing.Material}. So when {string.Format(null, deed.When, "it")}, it {right}.",
            Rejected = $"It {(dice.Percent(50) ? right : Physics.Mistakes(right, deed, dice, 1)[0])}.",
        };
    });

    /// <summary>prompt, prompt_id, chosen, rejected, messages, score_chosen, score_rejected, source: chosen is true, rejected is what people say, or wrong, or out of order.</summary>
    public static IEnumerable<object> UltraFeedback(World world, Dice dice) => Enumerable.Range(0, world.Recipe.UltraFeedbackRows).Select(i =>
    {
        var (source, prompt, chosen, rejected) = dice.Below(100) switch
        {
            < 55 => Truthful(world, dice),
            < 72 => Known(world, dice),
            < 86 => Physical(world, dice),
            _ => InOrder(world, dice),
        };
        var asked = new { Content = prompt, Role = "user" };
        object[] good = [asked, new { Content = chosen, Role = "assistant" }];
        return (object)new
        {
            Prompt = prompt,
            PromptId = $"world-{Text.Of(i)}",
            Chosen = good,
            Rejected = new object[] { asked, new { Content = rejected, Role = "assistant" } },
            Messages = good,
            ScoreChosen = 8.0,
            ScoreRejected = 4.0,
            Source = source,
        };
    });

    private static (string Source, string Prompt, string Chosen, string Rejected) Truthful(World world, Dice dice)
    {
        var belief = Asked.DrawBelief(world, dice);
        return ("beliefs", dice.Of([.. belief.Questions]), belief.Tell(belief.Truth), belief.Tell(belief.Misconception));
    }

    private static (string Source, string Prompt, string Chosen, string Rejected) Known(World world, Dice dice)
    {
        var fact = Asked.DrawFact(world, dice, tested: false);
        return ("facts", dice.Of([.. fact.Aspect.Ask(fact.Being)]), fact.Answer, fact.Aspect.Answer(fact.Being, fact.WrongValues(dice, 1)[0]));
    }

    private static (string Source, string Prompt, string Chosen, string Rejected) Physical(World world, Dice dice)
    {
        var (thing, deed) = Asked.DrawDeed(world, dice);
        var right = thing.After(deed);
        return ("things", Asked.DeedQuestion(thing, deed), $"It {right}.", $"It {Physics.Mistakes(right, deed, dice, 1)[0]}.");
    }

    private static (string Source, string Prompt, string Chosen, string Rejected) InOrder(World world, Dice dice)
    {
        var (begin, end) = TuningRows.Halves(world, dice);
        return ("stories", $"Continue the story. {begin}", string.Join(' ', end), string.Join(' ', Enumerable.Reverse(end)));
    }
}
