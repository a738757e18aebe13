namespace Solar.Notebooks.Display.Outlines;

/// <summary>How much of a value is shown. The first two are .NET Interactive's own.</summary>
internal static class Limits
{
    /// <summary>Items of a sequence, rows of a table.</summary>
    public const int Items = 20;

    /// <summary>Levels of nesting.</summary>
    public const int Depth = 6;

    /// <summary>Columns of a table.</summary>
    public const int Columns = 30;

    /// <summary>Letters of a text that stands alone.</summary>
    public const int Letters = 100_000;

    /// <summary>Letters of a text within something else.</summary>
    public const int InnerLetters = 1_000;

    /// <summary>Values in all: what branches at every level stays readable.</summary>
    public const int Values = 5_000;
}
