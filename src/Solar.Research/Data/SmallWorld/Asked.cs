namespace Solar.Research.Data.SmallWorld;

/// <summary>A question and its answer in a sentence.</summary>
internal sealed record Asked(string Question, string Answer)
{
    /// <summary>About a being; only what is asked outside of tests.</summary>
    public static Asked OfFact(World world, Dice dice)
    {
        var fact = DrawFact(world, dice, tested: false);
        return new(dice.Of([.. fact.Aspect.Ask(fact.Being)]), fact.Answer);
    }

    /// <summary>The same, answered in a word.</summary>
    public static Asked OfFactInAWord(World world, Dice dice)
    {
        var fact = DrawFact(world, dice, tested: false);
        return new(dice.Of([.. fact.Aspect.Ask(fact.Being)]), fact.Value);
    }

    /// <summary>About what becomes of a thing, or what it is made of; only what is asked outside of tests.</summary>
    public static Asked OfThing(World world, Dice dice)
    {
        if (dice.Percent(25))
        {
            var known = Dice.Until(() => world.Things.Draw(dice), thing => !world.IsTested("material", thing.Name));
            return new(MaterialQuestion(known), $"It is made of {known.Material}.");
        }

        var (thing, deed) = DrawDeed(world, dice);
        return new(DeedQuestion(thing, deed), $"It {thing.After(deed)}.");
    }

    /// <summary>About a belief; only those that no test asks about.</summary>
    public static Asked OfBelief(World world, Dice dice, int truthfulPercent)
    {
        var belief = DrawBelief(world, dice);
        return new(dice.Of([.. belief.Questions]), belief.Tell(dice.Percent(truthfulPercent) ? belief.Truth : belief.Misconception));
    }

    /// <summary>About an encounter: whom the predicate is said of.</summary>
    public static Asked OfEncounter(World world, Dice dice)
    {
        var encounter = Encounter.Of(world, dice, tested: false);
        return new(encounter.Question, encounter.Answer);
    }

    public static Fact DrawFact(World world, Dice dice, bool tested, int? subject = null) => Dice.Until(
        () => dice.Of(world.Beings[subject ?? dice.Below(world.Beings.Count)].Draw(dice)), fact => world.IsTested(fact) == tested);

    public static (Thing Thing, Deed Deed) DrawDeed(World world, Dice dice) => Dice.Until(
        () => (Thing: world.Things.Draw(dice), Deed: dice.Of(Physics.Deeds)), pair => !world.IsTested(pair.Thing, pair.Deed));

    public static Belief DrawBelief(World world, Dice dice) => Dice.Until(() => world.Beliefs.Draw(dice), belief => !world.IsTested(belief));

    public static string MaterialQuestion(Thing thing) => $"What is {thing.First} made of?";

    public static string DeedQuestion(Thing thing, Deed deed) => $"What happens to {thing.First} when {string.Format(null, deed.When, "it")}?";
}
