namespace Solar.Research.Data.SmallWorld;

/// <summary>A question about a fact with four values to choose from, as MMLU asks.</summary>
internal sealed record FourChoices(string Question, IReadOnlyList<string> Choices, int Answer)
{
    public string Lettered => $"{Question}\n{string.Join('\n', Choices.Select((choice, i) => $"{"ABCD"[i]}. {choice}"))}";

    public static FourChoices Of(Fact fact, Dice dice)
    {
        var choices = dice.Shuffled([fact.Value, .. fact.WrongValues(dice, 3)]);
        return new(dice.Of([.. fact.Aspect.Ask(fact.Being)]), choices, choices.IndexOf(fact.Value));
    }
}
