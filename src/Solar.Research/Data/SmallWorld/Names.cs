namespace Solar.Research.Data.SmallWorld;

/// <summary>What the world's people, places, creatures and things may be called.</summary>
internal static class Names
{
    public static readonly string[] Women = Words("Anna Berta Clara Dora Elsa Frida Greta Hanna Ida Julia Kate Lena Mary Nora Olga Paula Rosa Sara Tilda Ursula Vera Wanda Alice Edith");
    public static readonly string[] Men = Words("Adam Ben Carl Dan Emil Fred George Hugo Ivan Jack Karl Leo Max Noel Oscar Paul Ralph Simon Tom Ulrich Victor Walter Arthur Edgar");
    public static readonly string[] FirstNames = [.. Women, .. Men];

    /// <summary>Those who meet each other: few enough that a small model learns to tell them apart.</summary>
    public static readonly string[] Neighbours = [.. Women[..8], .. Men[..8]];

    /// <summary>Things from small to large.</summary>
    public static readonly string[] BySize = Words("comb spoon pipe cup chain plate bowl bottle lamp jug tray kettle lantern box bucket basket stool wheel rake ladder");

    private static readonly string[] LastNames = Words("Stone Hill Brook Field Wood Marsh Lake Ridge Moor Dale Ford Glen Reed Frost Thorn Cross");
    private static readonly string[] TownHeads = Words("Nor Sal High West Old Red King Mill East Ash Low Stone Fair Green Black Long");
    private static readonly string[] TownTails = Words("wick by bury ham port cliff ford ley burn dale");
    private static readonly string[] Haunts = Words("marsh hill river snow wood sand moon thorn reef cave");
    private static readonly string[] Creatures = Words("fox owl hare newt crane toad lynx finch otter mole");
    private static readonly string[] Titles = Words("king bitter silver winter lamb star bell witch honey shadow");
    private static readonly string[] Growths = Words("fern mint clover sedge lily thistle nettle poppy heather moss");
    private static readonly string[] Looks = Words("tall round old small broad plain heavy light narrow new dark bright crooked smooth little long");
    private static readonly string[] Goods = Words("lantern kettle spoon bowl cup box stool basket ladder bucket comb pipe plate tray lamp bottle jug wheel rake chain");
    private static readonly string[] Colours = Words("red blue green white black yellow golden grey broken lost dry wet cold warm strange lonely hollow twisted silent foreign");
    private static readonly string[] Omens = Words("candle mirror feather raven ring key mushroom spider coin shell pebble acorn moth cloud shadow nail ribbon egg bone thread");

    public static int MostPeople => FirstNames.Length * LastNames.Length;

    public static int MostPlaces => Math.Min(TownHeads.Length * TownTails.Length, Math.Min(Haunts.Length * Creatures.Length, Titles.Length * Growths.Length));

    public static int MostThings => Looks.Length * Goods.Length;

    public static int MostBeliefs => Colours.Length * Omens.Length;

    public static List<string> People(Dice dice, int count) => dice.Some(Pairs(FirstNames, LastNames, " "), count);

    public static List<string> Towns(Dice dice, int count) => dice.Some(Pairs(TownHeads, TownTails, ""), count);

    public static List<string> Animals(Dice dice, int count) => [.. dice.Some(Pairs(Haunts, Creatures, " "), count).Select(name => "the " + name)];

    public static List<string> Plants(Dice dice, int count) => [.. dice.Some(Pairs(Titles, Growths, " "), count).Select(name => "the " + name)];

    public static List<string> Things(Dice dice, int count) => dice.Some(Pairs(Looks, Goods, " "), count);

    public static List<string> Topics(Dice dice, int count) => dice.Some(Pairs(Colours, Omens, " "), count);

    /// <summary>The pronoun that begins a sentence about somebody.</summary>
    public static string Pronoun(string name) => Women.Contains(name.Split(' ')[0]) ? "She" : "He";

    private static string[] Words(string words) => words.Split(' ');

    private static IEnumerable<string> Pairs(string[] heads, string[] tails, string between) =>
        heads.SelectMany(head => tails.Select(tail => head + between + tail));
}
