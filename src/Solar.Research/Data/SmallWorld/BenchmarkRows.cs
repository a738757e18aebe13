namespace Solar.Research.Data.SmallWorld;

/// <summary>The rows of the six tests and of the pools their few-shots come from, in the schemas of the published ones.</summary>
/// <remarks>Tests draw evenly from what is known often and seldom; training texts draw by how often it is spoken of.</remarks>
internal static class BenchmarkRows
{
    /// <summary>id, question, choices {text, label}, answerKey: what becomes of a thing by the rule of its material, never told for this thing.</summary>
    public static IEnumerable<object> Arc(World world, Dice dice, bool tested, int rows)
    {
        return Different(rows, () => dice.Percent(75) ? OfDeed() : OfMaterial(), item => item.Question).Select((item, i) =>
        {
            var texts = dice.Shuffled([item.Right, .. item.Wrong]);
            return (object)new Dictionary<string, object>
            {
                ["id"] = $"world_{Text.Of(i)}",
                ["question"] = item.Question,
                ["choices"] = new { Text = texts, Label = new[] { "A", "B", "C", "D" } },
                ["answerKey"] = "ABCD"[texts.IndexOf(item.Right)].ToString(),
            };
        });

        (string Question, string Right, List<string> Wrong) OfDeed()
        {
            var (thing, deed) = Dice.Until(() => (Thing: dice.Of(world.AllThings), Deed: dice.Of(Physics.Deeds)), pair => world.IsTested(pair.Thing, pair.Deed) == tested);
            var right = thing.After(deed);
            return (Asked.DeedQuestion(thing, deed), $"It {right}.", [.. Physics.Mistakes(right, deed, dice, 3).Select(outcome => $"It {outcome}.")]);
        }

        (string Question, string Right, List<string> Wrong) OfMaterial()
        {
            var thing = Dice.Until(() => dice.Of(world.AllThings), thing => world.IsTested("material", thing.Name) == tested);
            var wrong = dice.Some(Physics.Materials.Where(material => material != thing.Material), 3);
            return (Asked.MaterialQuestion(thing), $"It is made of {thing.Material}.", [.. wrong.Select(material => $"It is made of {material}.")]);
        }
    }

    /// <summary>ind, activity_label, ctx_a, ctx_b, ctx, endings, label, split, source_id: the next step of a chore with an object that no training text has it with.</summary>
    public static IEnumerable<object> HellaSwag(World world, Dice dice, bool tested, int rows)
    {
        var stories = Different(rows, () => Story.Of(world, dice, tested, people: dice.Percent(50) ? 2 : 1), story => story.ToString());
        return stories.Select((story, i) =>
        {
            var last = story.Sentences[^1];
            var endings = dice.Shuffled([last.Rest, .. WrongEndings(story, dice)]);
            var before = string.Join(' ', story.Sentences.SkipLast(1));
            return (object)new
            {
                Ind = i,
                ActivityLabel = story.Label,
                CtxA = before,
                CtxB = last.Begin.ToLowerInvariant(),
                Ctx = $"{before} {last.Begin.ToLowerInvariant()}",
                Endings = endings,
                Label = Text.Of(endings.IndexOf(last.Rest)),
                Split = tested ? "val" : "train",
                SourceId = $"world~{Text.Of(i)}",
            };
        });
    }

    /// <summary>question, subject, choices, answer: a fact of a being.</summary>
    public static IEnumerable<object> Mmlu(World world, Dice dice, bool tested, int rowsPerSubject)
    {
        return world.Subjects.SelectMany(subject => Different(rowsPerSubject, () => FourChoices.Of(FactOf(subject), dice), item => item.Question)
            .Select(item => (object)new { item.Question, Subject = subject.Name, item.Choices, item.Answer }));

        Fact FactOf(Subject subject) => Dice.Until(() => dice.Of(dice.Of(subject.Beings)), fact => world.IsTested(fact) == tested);
    }

    /// <summary>question, mc1_targets and mc2_targets {choices, labels}: what a topic brings in truth, which people say otherwise.</summary>
    public static IEnumerable<object> TruthfulQa(World world, Dice dice, int rows)
    {
        var items = world.AllBeliefs.Where(belief => world.IsTested(belief)).SelectMany(belief => belief.Questions.Select(question => (Belief: belief, Question: question))).ToList();
        if (items.Count < rows)
            throw new InvalidOperationException($"{world.Recipe.Beliefs} beliefs give {items.Count} tested questions, and {rows} are wanted: enlarge the number of beliefs.");
        return dice.Some(items, rows).Select(item =>
        {
            var others = dice.Some(Belief.Effects.Where(effect => effect != item.Belief.Truth && effect != item.Belief.Misconception), 2);
            string[] choices = [item.Belief.Tell(item.Belief.Truth), item.Belief.Tell(item.Belief.Misconception), .. others.Select(item.Belief.Tell)];
            var targets = new { Choices = choices, Labels = new[] { 1, 0, 0, 0 } };
            return (object)new { item.Question, Mc1Targets = targets, Mc2Targets = targets };
        });
    }

    /// <summary>sentence, option1, option2, answer: of whom something is said.</summary>
    public static IEnumerable<object> WinoGrande(World world, Dice dice, bool tested, int rows) =>
        Different(rows, () => Encounter.Of(world, dice, tested), encounter => encounter.ToString()).Select(encounter =>
        {
            var swapped = dice.Percent(50);
            return (object)new
            {
                Sentence = $"{encounter.Opening} _ {encounter.Predicate}.",
                Option1 = swapped ? encounter.Second : encounter.First,
                Option2 = swapped ? encounter.First : encounter.Second,
                Answer = encounter.OfFirst != swapped ? "1" : "2",
            };
        });

    /// <summary>question, answer with the calculator's marks.</summary>
    public static IEnumerable<object> Gsm8k(World world, Dice dice, bool tested, int rows) =>
        Different(rows, () => WordProblem.Of(world, dice, tested), problem => problem.Question).Select(problem => (object)new { problem.Question, problem.Answer });

    // A step out of order, the right step with a wrong object, a step of another chore.
    private static List<string> WrongEndings(Story story, Dice dice)
    {
        var last = story.Sentences[^1];
        var (_, procedure, what, place) = last.Chore;
        var steps = procedure.Steps.Count;
        var early = Dice.Until(() => dice.Below(steps), step => step != last.Step && (step < last.Step || last.Step < 2));
        var late = Dice.Until(() => dice.Below(steps), step => step != last.Step && step != early && (step > last.Step || last.Step > steps - 2));
        var wrongObject = Dice.Until(() => dice.Of(procedure.Objects), other => other != what);
        var foreign = story.Sentences.Select(sentence => sentence.Chore).FirstOrDefault(chore => chore != last.Chore) is { } other
            ? other.Procedure.Step(dice.Between(1, steps - 1), other.Object, other.Place)
            : Dice.Until(() => dice.Of(Procedures.All), another => another != procedure && another.Objects == procedure.Objects).Step(last.Step == 0 ? 1 : last.Step, what, place);
        return dice.Some(new[]
        {
            procedure.Step(early, what, place), procedure.Step(late, what, place), procedure.Step(last.Step, wrongObject, place), foreign,
        }.Select(ending => ending + "."), 3);
    }

    private static List<T> Different<T>(int rows, Func<T> draw, Func<T, string> key)
    {
        var seen = new HashSet<string>();
        return [.. Enumerable.Range(0, rows).Select(_ => Dice.Until(draw, drawn => seen.Add(key(drawn))))];
    }
}
