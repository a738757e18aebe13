namespace Solar.Research.Data.SmallWorld;

/// <summary>A sentence about two people, and what is said of one of them.</summary>
/// <param name="Relation">What the first does to the second.</param>
/// <param name="First">The one who acts.</param>
/// <param name="Second">The one who is acted on.</param>
/// <param name="Joint">The words between the two halves.</param>
/// <param name="OfFirst">Whether the predicate is said of the first.</param>
/// <param name="Predicate">What is said.</param>
internal sealed record Encounter(Relation Relation, string First, string Second, string Joint, bool OfFirst, string Predicate)
{
    public string Who => OfFirst ? First : Second;

    public string Opening => $"{First} {Relation.Verb} {Second} {Relation.About}{Joint}";

    public override string ToString() => $"{Opening} {Who} {Predicate}.";

    /// <summary>The encounter and more that may be said of the two, so that who did what can be seen from several sides.</summary>
    public string Told(Dice dice)
    {
        var said = Relation.OfFirst.Split('|').Select(predicate => (Who: First, Predicate: predicate))
            .Concat(Relation.OfSecond.Split('|').Select(predicate => (Who: Second, Predicate: predicate)))
            .Where(other => other.Predicate != Predicate);
        return string.Join(' ', dice.Shuffled(said).Take(dice.Between(1, 3)).Select(other => $"{other.Who} {other.Predicate}.").Prepend(ToString()));
    }

    public static Encounter Of(World world, Dice dice, bool tested)
    {
        var relation = world.Relations.Draw(dice);
        var pair = Dice.Until(() => dice.Some(Names.FirstNames, 2), pair => world.IsTested("encounter", $"{relation.Verb} {pair[0]} {pair[1]}") == tested);
        var first = dice.Percent(50);
        return new(relation, pair[0], pair[1], dice.OfBars(", so| because|, and| and then"), first, dice.OfBars(first ? relation.OfFirst : relation.OfSecond));
    }
}

/// <summary>What one person can do to another.</summary>
/// <param name="Verb">What the first does.</param>
/// <param name="About">With what or where.</param>
/// <param name="OfFirst">What may be said of the one who acts, with bars between.</param>
/// <param name="OfSecond">What may be said of the other.</param>
internal sealed record Relation(string Verb, string About, string OfFirst, string OfSecond)
{
    public static readonly Relation[] All =
    [
        new("helped", "with the roof", "felt proud|was tired", "was thankful|felt relieved"),
        new("taught", "a song", "was patient|knew the tune", "learned quickly|was a good pupil"),
        new("sold", "a lamp", "got the money|counted the coins", "paid the price|took the lamp home"),
        new("chased", "through the village", "wanted revenge|was angry", "ran away|was afraid"),
        new("beat", "in a race", "won the cup|was faster", "lost the race|was slower"),
        new("invited", "to dinner", "cooked the meal|was the host", "came as a guest|brought flowers"),
        new("woke", "in the morning", "was up early|rang the bell", "was still asleep|rubbed both eyes"),
        new("carried", "over the bridge", "was strong|had sore arms", "was light|had a hurt foot"),
        new("asked", "about the road", "was lost|needed advice", "knew the way|gave advice"),
        new("followed", "to the harbour", "walked behind|was curious", "walked ahead|led the way"),
        new("paid", "for the work", "spent the coins|had a full purse", "earned the coins|did the job well"),
        new("told", "a secret", "shared the news|spoke softly", "listened closely|heard the news"),
        new("lent", "a ladder", "waited for its return|owned the ladder", "gave it back|had no ladder"),
        new("nursed", "through the winter", "was healthy|brought hot tea", "was ill|stayed in bed"),
        new("drew", "on the market", "held the pencil|mixed the colours", "stood very still|liked the picture"),
        new("hired", "for the harvest", "owned the farm|needed workers", "looked for work|swung the scythe"),
    ];
}
