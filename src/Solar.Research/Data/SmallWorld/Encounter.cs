namespace Solar.Research.Data.SmallWorld;

/// <summary>A sentence about two people, or two things of unlike size, and what is said of one of them.</summary>
/// <param name="Relation">What the first does to the second.</param>
/// <param name="First">The one who acts.</param>
/// <param name="Second">The one who is acted on.</param>
/// <param name="Joint">The words between the two halves.</param>
/// <param name="OfFirst">Whether the predicate is said of the first.</param>
/// <param name="Predicate">What is said.</param>
internal sealed record Encounter(Relation Relation, string First, string Second, string Joint, bool OfFirst, string Predicate)
{
    public string Who => OfFirst ? First : Second;

    public string Opening => Text.Sentence($"{First} {Relation.Deed(Second)}{Joint}");

    /// <summary>The sentence and a question about it, which does not say who.</summary>
    public string Question => Relation.Between == Meeting.People
        ? $"{Opening} somebody {Predicate}. Who {Predicate}?"
        : $"{Opening} something {Predicate}. What {Predicate}?";

    public string Answer => Text.Sentence($"{Who} {Predicate}.");

    public override string ToString() => $"{Opening} {Who} {Predicate}.";

    /// <summary>The encounter and more that may be said of the two, so that who did what can be seen from several sides.</summary>
    public string Told(Dice dice)
    {
        var said = Relation.OfFirst.Split('|').Select(predicate => (Who: First, Predicate: predicate))
            .Concat(Relation.OfSecond.Split('|').Select(predicate => (Who: Second, Predicate: predicate)))
            .Where(other => other.Predicate != Predicate);
        return string.Join(' ', dice.Shuffled(said).Take(dice.Between(2, 3)).Select(other => Text.Sentence($"{other.Who} {other.Predicate}.")).Prepend(ToString()));
    }

    public static Encounter Of(World world, Dice dice, bool tested)
    {
        var relation = dice.Percent(50) ? world.Relations.Draw(dice) : dice.Of(Relation.OfSizes);
        var pair = Dice.Until(() => Pair(relation, dice), pair => world.IsTested("encounter", relation.Key(pair.First, pair.Second)) == tested);
        var first = dice.Percent(50);
        var joint = relation.Between == Meeting.People ? dice.OfBars(", so| because|, and| and then") : dice.OfBars(" because|, since|, for");
        return new(relation, pair.First, pair.Second, joint, first, dice.OfBars(first ? relation.OfFirst : relation.OfSecond));
    }

    private static (string First, string Second) Pair(Relation relation, Dice dice)
    {
        if (relation.Between == Meeting.People)
        {
            var people = dice.Some(Names.Neighbours, 2);
            return (people[0], people[1]);
        }

        // Of like size nothing could be said.
        var (a, b) = Dice.Until(() => (dice.Below(Names.BySize.Length), dice.Below(Names.BySize.Length)), sizes => Math.Abs(sizes.Item1 - sizes.Item2) >= 4);
        var (small, large) = ("the " + Names.BySize[Math.Min(a, b)], "the " + Names.BySize[Math.Max(a, b)]);
        return relation.Between == Meeting.LargeAndSmall ? (large, small) : (small, large);
    }
}

/// <summary>Who meets in an encounter.</summary>
internal enum Meeting
{
    /// <summary>Two people, in roles that either could have.</summary>
    People,

    /// <summary>A large thing, then a small one.</summary>
    LargeAndSmall,

    /// <summary>A small thing, then a large one.</summary>
    SmallAndLarge,
}

/// <summary>What one can do to another.</summary>
/// <param name="Verb">What the first does.</param>
/// <param name="About">With what or where; may be nothing.</param>
/// <param name="OfFirst">What may be said of the one who acts, with bars between.</param>
/// <param name="OfSecond">What may be said of the other.</param>
/// <param name="Between">Who meets.</param>
internal sealed record Relation(string Verb, string About, string OfFirst, string OfSecond, Meeting Between = Meeting.People)
{
    private const string Large = "was too large|was too wide", Small = "was too small|was too narrow", Big = "was big|was heavy", Little = "was little|was light";

    /// <summary>What large and small things do: who knows the sizes knows of whom it is said.</summary>
    public static readonly Relation[] OfSizes =
    [
        new("did not fit into", "", Large, Small, Meeting.LargeAndSmall),
        new("got stuck in", "", Large, Small, Meeting.LargeAndSmall),
        new("went into", "with ease", Little, Big, Meeting.SmallAndLarge),
        new("vanished behind", "", Little, Big, Meeting.SmallAndLarge),
        new("crushed", "", Big, Little, Meeting.LargeAndSmall),
        new("outweighed", "", Big, Little, Meeting.LargeAndSmall),
    ];

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

    public string Deed(string second) => About.Length == 0 ? $"{Verb} {second}" : $"{Verb} {second} {About}";

    /// <summary>What decides whether tests alone ask about it.</summary>
    public string Key(string first, string second) => $"{Verb} {first} {second}";
}
