using Solar.Notebooks.Display.Conventions;

namespace Solar.Notebooks.Display.Outlines;

/// <summary>What will be shown of a value, before it is written in any form: a sequence is walked once, however many forms are asked for.</summary>
internal abstract record Outline
{
    /// <summary>Whether plain text says it all, so that HTML beside it brings nothing.</summary>
    public virtual bool IsPlain => true;
}

/// <summary>A word, a number, a text.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="IsNumber">Stands at the right of its column.</param>
internal sealed record Leaf(string Text, bool IsNumber = false) : Outline;

/// <summary>Text whose line breaks count, such as JSON or an exception.</summary>
internal sealed record Block(string Text) : Outline;

/// <summary>Things in a row.</summary>
/// <param name="Items">The first of them.</param>
/// <param name="More">What is said of the others; none: these are all.</param>
internal sealed record Row(IReadOnlyList<Outline> Items, string? More = null) : Outline
{
    public override bool IsPlain => Items.All(item => item.IsPlain);
}

/// <summary>Named things: an object, a dictionary.</summary>
/// <param name="Title">What they belong to; none for an anonymous object or a dictionary.</param>
/// <param name="Entries">Names and values.</param>
/// <param name="More">What is said of entries left out.</param>
internal sealed record Members(string? Title, IReadOnlyList<(string Name, Outline Value)> Entries, string? More = null) : Outline
{
    /// <summary>A tuple: its names matter only as the head of a column.</summary>
    public bool IsTuple { get; init; }

    /// <summary>The object's own word for itself, where it has one.</summary>
    public string? Said { get; init; }

    public override bool IsPlain => IsTuple && Entries.All(entry => entry.Value.IsPlain);
}

/// <summary>Things that have the same names, or rows of one length.</summary>
/// <param name="Columns">The head; none for a matrix.</param>
/// <param name="Rows">One value a column; none where a row has nothing to say.</param>
/// <param name="More">What is said of rows and columns left out.</param>
internal sealed record Grid(IReadOnlyList<string>? Columns, IReadOnlyList<Outline?[]> Rows, string? More = null) : Outline
{
    /// <summary>A line above it.</summary>
    public string? Title { get; init; }

    /// <summary>How many columns it has.</summary>
    public int Width => Columns?.Count ?? Rows.Max(row => (int?)row.Length) ?? 0;

    public override bool IsPlain => false;
}

/// <summary>A value that brings its own forms.</summary>
/// <param name="Value">The value.</param>
/// <param name="Formatters">Its formatters.</param>
/// <param name="Otherwise">How it is shown in a form that it does not bring.</param>
internal sealed record Special(object Value, TypeFormatters Formatters, Lazy<Outline> Otherwise) : Outline
{
    public override bool IsPlain => !Formatters.Offers("text/html") && Otherwise.Value.IsPlain;
}

/// <summary>Forms that are ready, within something else.</summary>
internal sealed record Ready(MimeBundle Bundle) : Outline
{
    public override bool IsPlain => !Bundle.Data.ContainsKey("text/html");
}
