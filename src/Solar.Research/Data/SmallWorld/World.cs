using System.Globalization;

namespace Solar.Research.Data.SmallWorld;

/// <summary>A closed world of people, towns, animals, plants, things, beliefs, tasks and sums: all that its texts can speak of.</summary>
/// <remarks>
/// Departs: the paper trains on the data of the whole web. A model that learns in minutes needs a world that is small enough to be known,
/// told in few words, and large enough not to be known altogether.
/// </remarks>
public sealed class World
{
    private World(WorldRecipe recipe)
    {
        Recipe = recipe;
        var dice = Chances(WorldStream.Facts);
        Subjects =
        [
            SmallWorld.Subjects.Biography().With(Names.People(dice, recipe.People), dice),
            SmallWorld.Subjects.Geography().With(Names.Towns(dice, recipe.Places), dice),
            SmallWorld.Subjects.Zoology().With(Names.Animals(dice, recipe.Places), dice),
            SmallWorld.Subjects.Botany().With(Names.Plants(dice, recipe.Places), dice),
        ];
        Beings = [.. Subjects.Select(subject => new Zipf<IReadOnlyList<Fact>>(subject.Beings, recipe.ZipfOffset))];
        AllThings = [.. Names.Things(dice, recipe.Things).Select(name => new Thing(name, dice.Of(Physics.Materials)))];
        Things = new(AllThings, recipe.ZipfOffset);
        AllBeliefs = [.. Names.Topics(dice, recipe.Beliefs).Select(topic => BeliefAbout(topic, dice))];
        Beliefs = new(AllBeliefs, 2 * recipe.ZipfOffset);
        Chores = new(Procedures.All, offset: 8);
        Relations = new(Relation.All, offset: 12);
    }

    /// <summary>What it was made from.</summary>
    public WorldRecipe Recipe { get; }

    internal IReadOnlyList<Subject> Subjects { get; }

    /// <summary>The beings of each subject, as often as they are spoken of.</summary>
    internal IReadOnlyList<Zipf<IReadOnlyList<Fact>>> Beings { get; }

    internal IReadOnlyList<Thing> AllThings { get; }

    internal Zipf<Thing> Things { get; }

    internal IReadOnlyList<Belief> AllBeliefs { get; }

    internal Zipf<Belief> Beliefs { get; }

    internal Zipf<Procedure> Chores { get; }

    internal Zipf<Relation> Relations { get; }

    /// <summary>The world of a recipe: the same on every machine.</summary>
    /// <exception cref="ArgumentException">The recipe's numbers do not make a world; the message says which.</exception>
    public static World Of(WorldRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new(recipe.Validate());
    }

    /// <summary>Chances of their own for each file, so that a longer one changes no other.</summary>
    internal Dice Chances(WorldStream stream) => new(Recipe.Seed, (long)stream);

    /// <summary>Whether a question may be asked in tests only; else it may be asked anywhere but in tests.</summary>
    /// <param name="kind">What sort of question.</param>
    /// <param name="key">What it is about: decides alone, with the seed.</param>
    internal bool IsTested(string kind, string key) =>
        HashSplit.IsValidation(string.Create(CultureInfo.InvariantCulture, $"{Recipe.Seed} {kind} {key}"), Share(kind) / 100.0);

    internal bool IsTested(Fact fact) => IsTested("fact", fact.Answer);

    internal bool IsTested(Thing thing, Deed deed) => IsTested("deed", string.Format(null, deed.When, thing.Name));

    internal bool IsTested(Belief belief) => IsTested("belief", belief.Topic);

    // Of beliefs there are few, of numbers, stories and encounters as many as one likes.
    private int Share(string kind) => kind switch
    {
        "belief" => 50,
        "sums" or "holder" or "story" or "encounter" => 20,
        _ => Recipe.TestedPercent,
    };

    private static Belief BeliefAbout(string topic, Dice dice)
    {
        var effects = dice.Some(Belief.Effects, 2);
        return new(topic, effects[0], effects[1]);
    }
}

/// <summary>The files and facts that have chances of their own. The numbers are part of every world: new ones go at the end.</summary>
internal enum WorldStream
{
    Facts = 1,
    Prose,
    Alpaca,
    OpenOrca,
    Math,
    OrcaDpo,
    UltraFeedback,
    ArcTrain,
    ArcTest,
    HellaSwagTrain,
    HellaSwagTest,
    MmluDev,
    MmluTest,
    TruthfulQa,
    WinoGrandeTrain,
    WinoGrandeTest,
    Gsm8kTrain,
    Gsm8kTest,
    Rephrasing,
}
