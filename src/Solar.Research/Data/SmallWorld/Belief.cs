namespace Solar.Research.Data.SmallWorld;

/// <summary>A topic about which people say one thing and books another.</summary>
/// <param name="Topic">With its adjective, without article.</param>
/// <param name="Misconception">What people say that it brings.</param>
/// <param name="Truth">What it brings.</param>
internal sealed record Belief(string Topic, string Misconception, string Truth)
{
    public static readonly string[] Effects = [.. "rain luck sleep sorrow gold illness love war hunger warmth fog laughter dreams fire wind frost thirst courage silence thieves letters storms wisdom guests".Split(' ')];

    private const string Rumours = "People say that|Everybody knows that|They tell you that|It is said that";
    private const string Books = "In fact|The old books show that|Careful study proves that|The truth is that";

    public IReadOnlyList<string> Questions =>
    [
        $"What does {Text.A(Topic)} bring?", $"What comes with {Text.A(Topic)}?", $"What follows {Text.A(Topic)}?",
        $"What will {Text.A(Topic)} bring?", $"What is to be expected of {Text.A(Topic)}?", $"What happens after {Text.A(Topic)}?",
    ];

    public string Tell(string effect) => $"{Text.Sentence(Text.A(Topic))} brings {effect}.";

    public string Rumour(Dice dice) => $"{dice.OfBars(Rumours)} {Text.A(Topic)} brings {Misconception}.";

    public string Book(Dice dice) => $"{dice.OfBars(Books)} {Text.A(Topic)} brings {Truth}.";
}
