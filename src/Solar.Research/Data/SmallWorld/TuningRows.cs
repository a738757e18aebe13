namespace Solar.Research.Data.SmallWorld;

/// <summary>The rows of the two instruction sets, in the schemas of the published ones.</summary>
internal static class TuningRows
{
    private const string Continue = "Continue the story.";

    private static readonly string[] SystemPrompts =
    [
        "You are a careful helper. Think step by step.", "You are a teacher. Explain your answer.", "Explain as you would to a child.", "Give the reason first and then the answer.", "",
    ];

    /// <summary>instruction, input, output: what is asked is answered in a sentence.</summary>
    public static IEnumerable<object> Alpaca(World world, Dice dice) => Enumerable.Range(0, world.Recipe.AlpacaRows).Select(_ =>
    {
        var (instruction, input, output) = dice.Below(100) switch
        {
            < 10 => Plain(Asked.OfFactInAWord(world, dice), dice),
            < 28 => Plain(Asked.OfFact(world, dice), dice),
            < 48 => Plain(Asked.OfThing(world, dice), dice),
            < 62 => Plain(Asked.OfBelief(world, dice, world.Recipe.TruthfulAlpacaPercent), dice),
            < 76 => Plain(Asked.OfEncounter(world, dice), dice),
            < 92 => Continued(world, dice),
            < 95 => Sum(world, dice),
            _ => Plain(Problem(world, dice), dice),
        };
        return (object)new { Instruction = instruction, Input = input, Output = output };
    });

    /// <summary>id, system_prompt, question, response: the answer comes with its reason.</summary>
    public static IEnumerable<object> OpenOrca(World world, Dice dice) => Enumerable.Range(0, world.Recipe.OpenOrcaRows).Select(i =>
    {
        var (source, asked) = dice.Below(100) switch
        {
            < 22 => ("flan", Explained(world, dice)),
            < 42 => ("cot", Reasoned(world, dice)),
            < 54 => ("t0", Believed(world, dice)),
            < 68 => ("niv", Resolved(world, dice)),
            < 86 => ("niv", Told(world, dice)),
            _ => ("cot", Worked(world, dice)),
        };
        return (object)new { Id = $"{source}.{Text.Of(i)}", SystemPrompt = dice.Of(SystemPrompts), asked.Question, Response = asked.Answer };
    });

    /// <summary>A question about a thing, with its material and the rule as the reason.</summary>
    public static Asked Reasoned(World world, Dice dice)
    {
        var (thing, deed) = Asked.DrawDeed(world, dice);
        return new(Asked.DeedQuestion(thing, deed), $"{Text.Sentence(thing.First)} is made of {thing.Material}. So when {string.Format(null, deed.When, "it")}, it {thing.After(deed)}.");
    }

    /// <summary>The beginning of a story, and how it goes on.</summary>
    public static (string Begin, List<StorySentence> End) Halves(World world, Dice dice)
    {
        var story = Story.Of(world, dice, tested: false, people: dice.Percent(40) ? 2 : 1);
        var half = story.Sentences.Count / 2;
        return ($"{story.Label}: {string.Join(' ', story.Sentences.Take(half))}", [.. story.Sentences.Skip(half)]);
    }

    private static (string Instruction, string Input, string Output) Plain(Asked asked, Dice dice) =>
        dice.Percent(75) ? (asked.Question, "", asked.Answer) : ("Answer the question.", asked.Question, asked.Answer);

    private static (string Instruction, string Input, string Output) Continued(World world, Dice dice)
    {
        var (begin, end) = Halves(world, dice);
        return (Continue, begin, string.Join(' ', end));
    }

    private static (string Instruction, string Input, string Output) Sum(World world, Dice dice)
    {
        var chain = SumChain.Of(world, dice, tested: false, steps: 1, "++--**/", SumChain.Largest);
        var sum = chain.Sums[0];
        return ($"What is {Text.Of(sum.A)}{sum.Sign}{Text.Of(sum.B)}?", "", $"{chain.Key}.");
    }

    private static Asked Explained(World world, Dice dice)
    {
        var fact = Asked.DrawFact(world, dice, tested: false);
        var also = Dice.Until(() => dice.Of(fact.Subject.Beings.First(facts => facts.Contains(fact))), other => other != fact);
        return new(dice.Of([.. fact.Aspect.Ask(fact.Being)]), $"We know that {also.Aspect.Answer(fact.Being, also.Value)} {fact.Answer}");
    }

    private static Asked Believed(World world, Dice dice)
    {
        var belief = Asked.DrawBelief(world, dice);
        var rumour = dice.Percent(50) ? $"{belief.Rumour(dice)} " : "";
        return new(dice.Of([.. belief.Questions]), $"{rumour}{(dice.Percent(70) ? belief.Book(dice) : belief.Tell(belief.Misconception))}");
    }

    private static Asked Resolved(World world, Dice dice)
    {
        var encounter = Encounter.Of(world, dice, tested: false);
        return new(
            encounter.Question,
            Text.Sentence($"{encounter.First} {encounter.Relation.Deed(encounter.Second)}. So {encounter.Who} {encounter.Predicate}."));
    }

    private static Asked Told(World world, Dice dice)
    {
        var (begin, end) = Halves(world, dice);
        return new($"{Continue} {begin}", string.Join(' ', end));
    }

    // One step at most: it shows the form of the answer and little of the art.
    private static Asked Problem(World world, Dice dice)
    {
        var problem = WordProblem.Of(world, dice, tested: false, steps: 1);
        return new($"Question: {problem.Question}\nAnswer:", problem.Answer);
    }

    private static Asked Worked(World world, Dice dice)
    {
        var problem = WordProblem.Of(world, dice, tested: false, steps: dice.Percent(60) ? 1 : 2);
        return new($"Question: {problem.Question}\nAnswer:", problem.Answer);
    }
}
