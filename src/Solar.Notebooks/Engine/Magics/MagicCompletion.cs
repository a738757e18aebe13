using Solar.Notebooks.Engine.Cells;

namespace Solar.Notebooks.Engine.Magics;

/// <summary>What could stand at the cursor of a magic line.</summary>
internal static class MagicCompletion
{
    /// <summary>Names of magics and languages; behind <c>--from</c> languages alone.</summary>
    public static CompletionList At(NotebookSession session, string cell, MagicPart part, int position)
    {
        var start = position;
        while (start > part.Start && !char.IsWhiteSpace(cell[start - 1]))
            start--;
        var typed = cell[start..position];
        var languages = session.Languages.Select(entry => entry.Name);
        var offers = typed.StartsWith("#!", StringComparison.Ordinal) ? MagicTable.All.Select(magic => magic.Name).Concat(languages).Select(name => "#!" + name)
            : cell[part.Start..start].TrimEnd().EndsWith("--from", StringComparison.Ordinal) ? languages
            : [];
        return new(start, position, [.. offers.Where(offer => offer.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Select(offer => new CompletionItem(offer, "magic"))]);
    }
}
