namespace Solar.Research.Data.SmallWorld;

/// <summary>Who does what to which object.</summary>
internal sealed record Chore(string Who, Procedure Procedure, string Object, string Place);

/// <summary>One sentence of a story, in its two parts.</summary>
/// <param name="Chore">Whose step it is.</param>
/// <param name="Step">Which.</param>
/// <param name="Begin">The name or the pronoun.</param>
/// <param name="Rest">The rest of the sentence with its full stop.</param>
internal sealed record StorySentence(Chore Chore, int Step, string Begin, string Rest)
{
    public override string ToString() => $"{Begin} {Rest}";
}

/// <summary>One or two people at their tasks, step after step; now and then a step is not told.</summary>
internal sealed record Story(IReadOnlyList<StorySentence> Sentences)
{
    private const int SkipPercent = 20;

    public string Label => Sentences[^1].Chore.Procedure.Label;

    public override string ToString() => string.Join(' ', Sentences);

    /// <param name="world">Says which objects of which tasks appear only in tests.</param>
    /// <param name="dice">Its chances.</param>
    /// <param name="tested">Whether this is a story for a test.</param>
    /// <param name="people">1 or 2; with two, the sentences alternate irregularly and name them.</param>
    public static Story Of(World world, Dice dice, bool tested, int people)
    {
        var tasks = new List<Chore>();
        while (tasks.Count < people)
        {
            var task = Dice.Until(
                () =>
                {
                    var procedure = world.Chores.Draw(dice);
                    return new Chore(dice.Of(Names.FirstNames), procedure, dice.Of(procedure.Objects), dice.Of(Procedures.Places));
                },
                task => world.IsTested("story", $"{task.Procedure.Label} {task.Object}") == tested
                    && tasks.All(other => other.Who != task.Who && other.Procedure != task.Procedure));
            tasks.Add(task);
        }

        return new(Sequence(tasks, dice));
    }

    private static List<StorySentence> Sequence(List<Chore> tasks, Dice dice)
    {
        var next = tasks.Select(_ => dice.Percent(70) ? 0 : 1).ToArray();
        var told = new List<StorySentence>();
        var length = dice.Between(4, 5) + tasks.Count;
        while (told.Count < length)
        {
            var who = told.Count < tasks.Count ? told.Count : dice.Below(tasks.Count);
            var task = tasks[who];
            if (next[who] >= task.Procedure.Steps.Count)
            {
                if (next.All(step => step >= 7))
                    break;
                continue;
            }

            var named = tasks.Count > 1 || told.Count == 0;
            var step = next[who];
            told.Add(new(task, step, named ? task.Who : Names.Pronoun(task.Who), task.Procedure.Step(step, task.Object, task.Place) + "."));
            next[who] += 1 + (dice.Percent(SkipPercent) ? 1 : 0);
        }

        return told;
    }
}
