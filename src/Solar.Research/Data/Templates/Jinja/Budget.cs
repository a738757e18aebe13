namespace Solar.Research.Data.Templates.Jinja;

/// <summary>What one rendering may cost: a template comes with a checkpoint, and may be wrong or hostile.</summary>
internal sealed class Budget(TemplateSource source)
{
    private const long Most = 1 << 26;
    private const int Deepest = 200;

    private long spent;
    private int depth;

    /// <summary>Steps taken, characters made and items listed, all counted as one.</summary>
    public void Spend(int at, long cost)
    {
        spent += Math.Max(1, cost);
        if (spent > Most)
            throw source.Error(at, $"rendering takes more than {Most} steps and characters: a loop without end?");
    }

    public void Enter(int at)
    {
        Spend(at, 1);
        if (++depth > Deepest)
            throw source.Error(at, $"rendering goes more than {Deepest} calls and expressions deep: a macro that calls itself?");
    }

    public void Leave() => depth--;
}
