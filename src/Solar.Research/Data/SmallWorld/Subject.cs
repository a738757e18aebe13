namespace Solar.Research.Data.SmallWorld;

/// <summary>One thing to be known about every being of a subject: what it can be, how it is told, asked and answered.</summary>
/// <param name="Values">What it can be.</param>
/// <param name="Statements">Sentences with bars between; {0} is the being, {1} the value.</param>
/// <param name="Questions">Questions with bars between.</param>
internal sealed record Aspect(string[] Values, string Statements, string Questions)
{
    public string Tell(Dice dice, string being, string value) => Text.Sentence(string.Format(null, dice.OfBars(Statements), being, value));

    public string Answer(string being, string value) => Text.Sentence(string.Format(null, Statements.Split('|')[0], being, value));

    public IEnumerable<string> Ask(string being) => Questions.Split('|').Select(question => string.Format(null, question, being));
}

/// <summary>A fact of the world.</summary>
internal sealed record Fact(Subject Subject, string Being, Aspect Aspect, string Value)
{
    public string Answer => Aspect.Answer(Being, Value);

    public List<string> WrongValues(Dice dice, int count) => dice.Some(Aspect.Values.Where(value => value != Value), count);
}

/// <summary>A school subject: beings of one kind, and what is to be known of them.</summary>
/// <param name="Name">As MMLU writes subjects.</param>
/// <param name="Neuter">Whether a being of it is "it".</param>
/// <param name="Aspects">What is to be known of each.</param>
internal sealed record Subject(string Name, bool Neuter, IReadOnlyList<Aspect> Aspects)
{
    /// <summary>The facts of each being, the much spoken of first.</summary>
    public IReadOnlyList<IReadOnlyList<Fact>> Beings { get; private set; } = [];

    /// <summary>Sentences about a being pronounce it so after the first.</summary>
    public string Pronoun(string being) => Neuter ? "It" : Names.Pronoun(being);

    public Subject With(IReadOnlyList<string> beings, Dice dice)
    {
        Beings = [.. beings.Select(being => Aspects.Select(aspect => new Fact(this, being, aspect, dice.Of(aspect.Values))).ToArray())];
        return this;
    }
}
