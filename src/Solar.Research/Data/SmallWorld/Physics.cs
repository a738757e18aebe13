namespace Solar.Research.Data.SmallWorld;

/// <summary>What is done to a thing.</summary>
/// <param name="When">The clause, with {0} for the thing.</param>
internal sealed record Deed(string When);

/// <summary>A thing and what it is made of.</summary>
internal sealed record Thing(string Name, string Material)
{
    /// <summary>The thing when it is first spoken of.</summary>
    public string First => Text.A(Name);

    /// <summary>What becomes of it; the rule of its material.</summary>
    public string After(Deed deed) => Physics.Outcome(Material, deed);
}

/// <summary>The rules of kitchen and weather: what becomes of each material after each deed.</summary>
internal static class Physics
{
    public static readonly Deed[] Deeds =
    [
        new("you drop {0}"), new("you heat {0} over a fire"), new("you leave {0} in the rain"), new("you put {0} into a pond"),
        new("you strike {0} with a hammer"), new("you leave {0} in the frost"), new("you lay {0} in the sun"), new("you scratch {0} with a nail"),
    ];

    public static readonly string[] Materials = [.. "wood iron glass wool wax paper clay leather copper straw".Split(' ')];

    // One row a material, one column a deed.
    private static readonly string[][] Rules =
    [
        Row("rolls away|burns|swells|floats|splits|stays as it is|dries out|gets a groove"),
        Row("dents the floor|glows red|rusts|sinks|rings loudly|sticks to the hand|grows hot|shines"),
        Row("breaks|cracks|drips|sinks|flies to pieces|cracks|sparkles|screeches"),
        Row("makes no noise|smells bad|shrinks|soaks through|stays as it is|freezes stiff|fades|frays"),
        Row("gets a dent|melts|stays as it is|floats|becomes flat|grows brittle|becomes soft|gets a groove"),
        Row("flutters down|burns|turns to pulp|soaks through|tears|curls up|turns yellow|tears"),
        Row("breaks|grows hard|turns to mud|turns to mud|flies to pieces|cracks|dries out|crumbles"),
        Row("lands softly|shrivels|grows heavy|floats|becomes flat|freezes stiff|fades|gets a groove"),
        Row("rings loudly|grows hot|turns green|sinks|becomes flat|sticks to the hand|shines|shines"),
        Row("lands softly|burns|rots|floats|makes no noise|grows brittle|turns yellow|frays"),
    ];

    public static readonly string[] Outcomes = [.. Rules.SelectMany(row => row).Distinct()];

    public static string Outcome(string material, Deed deed) => Rules[Array.IndexOf(Materials, material)][Array.IndexOf(Deeds, deed)];

    /// <summary>Other things that happen to something after this deed, the likely mistakes first.</summary>
    public static List<string> Mistakes(string right, Deed deed, Dice dice, int count)
    {
        var column = Array.IndexOf(Deeds, deed);
        var same = dice.Shuffled(Rules.Select(row => row[column]).Distinct().Where(outcome => outcome != right));
        var other = dice.Shuffled(Outcomes.Where(outcome => outcome != right && !same.Contains(outcome)));
        return [.. same.Concat(other).Take(count)];
    }

    private static string[] Row(string outcomes) => outcomes.Split('|');
}
