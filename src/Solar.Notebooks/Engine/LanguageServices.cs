namespace Solar.Notebooks.Engine;

/// <summary>What could stand at the cursor.</summary>
/// <param name="Start">Where the replaced text begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">Sorted, each name once.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionItem> Items)
{
    /// <summary>Nothing to offer at a place.</summary>
    public static CompletionList None(int position) => new(position, position, []);
}

/// <summary>One offer.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Kind">One of method, property, field, class, struct, interface, enum, event, variable, constant, keyword, module, magic.</param>
public sealed record CompletionItem(string Text, string Kind);

/// <summary>What a name is.</summary>
/// <param name="Signature">Its declaration.</param>
/// <param name="Documentation">Its summary, parameters and so on as plain text; none if undocumented.</param>
public sealed record Inspection(string Signature, string? Documentation);

/// <summary>Whether a front end should run or ask for more lines.</summary>
/// <param name="Status"><c>complete</c>, <c>incomplete</c> or <c>invalid</c>.</param>
/// <param name="Indent">What the next line begins with, if incomplete.</param>
public sealed record Completeness(string Status, string Indent = "");
