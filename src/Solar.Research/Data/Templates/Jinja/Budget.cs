namespace Solar.Research.Data.Templates.Jinja;

/// <summary>What one rendering may cost: a template comes with a checkpoint, and may be wrong or hostile.</summary>
internal sealed class Budget(TemplateSource source)
{
    private const long Most = 1 << 24;
    private const long Step = 64; // about as long as writing so many characters
    private const int Deepest = 200;

    private long spent;
    private int depth;
    private int here;

    /// <summary>One more step.</summary>
    public void Spend(int at) => Spend(at, Step);

    /// <summary>Characters or items looked at in the step at hand.</summary>
    public void Spend(long cost) => Spend(here, cost);

    /// <summary>Characters made or items listed.</summary>
    public void Spend(int at, long cost)
    {
        here = at;
        spent += Math.Max(1, cost);
        if (spent > Most)
            throw source.Error(at, $"rendering takes more than {Most / Step} steps, or {Most} characters: a loop without end?");
    }

    public void Enter(int at)
    {
        Spend(at);
        if (++depth > Deepest)
            throw source.Error(at, $"rendering goes more than {Deepest} calls and expressions deep: a macro that calls itself?");
    }

    public void Leave() => depth--;
}
