namespace Solar.Research.Data.SmallWorld;

/// <summary>What the base model reads: short documents about the world, as one finds them on its web, and some pages of questions with answers.</summary>
internal static class Prose
{
    // The questions that stand before every question of TruthfulQA, which are none of its own: without having met them,
    // a model that knows nothing but this world would be thrown off by them.
    private const string GeneralQuestions = TruthfulQaQuestions.Text + "\n\n";

    // Shares of the documents; each kind teaches what a test can see.
    private static readonly (int Share, Func<World, Dice, string> Write)[] Kinds =
    [
        (22, Portrait), (9, OfThings), (12, OfBeliefs), (10, OfChores), (20, OfEncounters), (9, OfSums), (18, QuestionPage),
    ];

    public static IEnumerable<string> Documents(World world, Dice dice)
    {
        for (var i = 0; i < world.Recipe.ProseDocuments; i++)
        {
            var roll = dice.Below(Kinds.Sum(kind => kind.Share));
            yield return Kinds.First(kind => (roll -= kind.Share) < 0).Write(world, dice);
        }
    }

    private static string Portrait(World world, Dice dice) => Several(dice.Between(1, 2), () =>
    {
        var which = dice.Below(world.Subjects.Count);
        var facts = dice.Some(world.Beings[which].Draw(dice), dice.Between(3, 5));
        return Joined(facts.Select((fact, i) => fact.Aspect.Tell(dice, i == 0 || dice.Percent(60) ? fact.Being : fact.Subject.Pronoun(fact.Being), fact.Value)));
    });

    private static string OfThings(World world, Dice dice) => Several(dice.Between(1, 3), () =>
    {
        var thing = world.Things.Draw(dice);
        var deeds = dice.Shuffled(Physics.Deeds.Where(deed => !world.IsTested(thing, deed))).Take(dice.Between(1, 3));
        var told = deeds.Select((deed, i) =>
            $"{Text.Sentence(dice.Percent(50) ? "when" : "if")} {string.Format(null, deed.When, i == 0 ? thing.First : "it")}, it {thing.After(deed)}.").ToList();
        told.Insert(dice.Below(2) * told.Count, $"{Text.Sentence(thing.First)} is made of {thing.Material}.");
        if (dice.Percent(20))
        {
            var deed = dice.Of(Physics.Deeds);
            told.Add($"{Text.Sentence(thing.Material)} {Physics.Outcome(thing.Material, deed)} when {string.Format(null, deed.When, "it")}.");
        }

        return Joined(told);
    });

    private static string OfBeliefs(World world, Dice dice) => Several(dice.Between(2, 4), () =>
    {
        var belief = world.Beliefs.Draw(dice);
        return dice.Percent(world.Recipe.MisconceptionPercent) ? belief.Rumour(dice) : belief.Book(dice);
    });

    private static string OfChores(World world, Dice dice)
    {
        var story = Story.Of(world, dice, tested: false, people: dice.Percent(40) ? 2 : 1);
        return dice.Percent(60) ? $"{story.Label}: {story}" : story.ToString();
    }

    // One a document, as one a question: who acts is the first word.
    private static string OfEncounters(World world, Dice dice) => Encounter.Of(world, dice, tested: false).Told(dice);

    // All sums are told: what tests alone may ask is chains of them in problems.
    private static string OfSums(World world, Dice dice) => Several(dice.Between(5, 9), () =>
        SumChain.Of(world, dice, tested: null, steps: 1, "++++----**/", SumChain.Largest).Key + ".");

    private static string QuestionPage(World world, Dice dice)
    {
        var count = dice.Between(1, 4);
        return dice.Below(20) switch
        {
            < 6 => Pages(count, "Question: ", "\nAnswer: ", () => dice.Percent(60) ? Asked.OfFactInAWord(world, dice) : Asked.OfFact(world, dice)),
            < 9 => Pages(count, "Question: ", "\nAnswer: ", () => Asked.OfThing(world, dice)),
            < 13 => (dice.Percent(20) ? GeneralQuestions : "") + Pages(count, "Q: ", "\nA: ", () => dice.Percent(80) ? Asked.OfBelief(world, dice, 100 - world.Recipe.MisconceptionPercent) : Asked.OfFact(world, dice)),
            < 18 => Pages(Math.Min(count, 2), "Question: ", "\nAnswer: ", () => Worked(WordProblem.Of(world, dice, tested: false, steps: dice.Percent(75) ? 1 : 2))),
            _ => ChoicePage(world, dice, Math.Min(count, 2)),
        };
    }

    private static string ChoicePage(World world, Dice dice, int count)
    {
        var subject = dice.Below(world.Subjects.Count);
        var pages = Enumerable.Range(0, count).Select(_ =>
        {
            var item = FourChoices.Of(Asked.DrawFact(world, dice, tested: false, subject), dice);
            return $"{item.Lettered}\nAnswer: {(dice.Percent(50) ? "ABCD"[item.Answer] : item.Choices[item.Answer])}";
        });
        return $"The following are multiple choice questions (with answers) about {world.Subjects[subject].Name}.\n\n{string.Join("\n\n", pages)}";
    }

    private static Asked Worked(WordProblem problem) => new(problem.Question, problem.Answer);

    private static string Pages(int count, string before, string between, Func<Asked> draw) =>
        string.Join("\n\n", Enumerable.Range(0, count).Select(_ => draw()).Select(asked => before + asked.Question + between + asked.Answer));

    private static string Several(int count, Func<string> write) => Joined(Enumerable.Range(0, count).Select(_ => write()));

    private static string Joined(IEnumerable<string> sentences) => string.Join(' ', sentences);
}
