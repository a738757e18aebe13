namespace Solar.Research.Data.SmallWorld;

/// <summary>The chances of the world: whole numbers only, so that every machine throws the same.</summary>
internal sealed class Dice(long seed, long stream)
{
    private readonly SplitMix64 _bits = new(seed, stream);

    public int Below(int exclusive) => _bits.Below(exclusive);

    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    public bool Percent(int chance) => Below(100) < chance;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of several words or wordings written as one, with bars between.</summary>
    public string OfBars(string wordings) => Of(wordings.Split('|'));

    public List<T> Shuffled<T>(IEnumerable<T> items)
    {
        var array = items.ToArray();
        _bits.Shuffle<T>(array);
        return [.. array];
    }

    public List<T> Some<T>(IEnumerable<T> items, int count) => Shuffled(items).GetRange(0, count);

    /// <summary>Draws until a draw is fit.</summary>
    /// <exception cref="InvalidOperationException">A hundred thousand were not.</exception>
    public static T Until<T>(Func<T> draw, Func<T, bool> fit)
    {
        for (var tries = 0; tries < 100_000; tries++)
        {
            var drawn = draw();
            if (fit(drawn))
                return drawn;
        }

        throw new InvalidOperationException("The world is too small for what is asked of it: 100,000 draws, and none was fit. Enlarge the recipe's numbers of beings, things or beliefs.");
    }
}
