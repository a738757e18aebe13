using Solar.Notebooks.Display;
using Solar.Notebooks.Engine.Magics;

namespace Solar.Notebooks.Engine.Cells;

/// <summary>Runs the parts of a cell, one after the other, on the cell's thread.</summary>
internal sealed class CellRunner(NotebookSession session, RunningCell cell)
{
    private readonly List<Action> _atEnd = [];

    /// <summary>Runs a cell's text.</summary>
    /// <exception cref="CellFailedException">A part names an unknown language or magic, or does not compile.</exception>
    public void Run(string code, string language, string name)
    {
        try
        {
            CellValue? value = null;
            foreach (var part in CellSplitter.Split(code, language, session.Knows))
            {
                cell.Cancellation.ThrowIfCancellationRequested();
                if (value is not null)
                    Show(value, bundle => new DisplayData(bundle));
                value = part switch
                {
                    CodePart text => Run(text, name),
                    MagicPart magic => Run(magic, name),
                    _ => null,
                };
            }

            if (value is not null)
                Show(value, bundle => cell.Importing.Count > 0 ? new DisplayData(bundle) : new ExecuteResult(bundle));
        }
        finally
        {
            foreach (var action in _atEnd)
                action();
        }
    }

    private CellValue? Run(CodePart part, string name)
    {
        if (string.IsNullOrWhiteSpace(part.Code) && part.Options.Count == 0)
            return null;
        return session.Language(part.Language).Run(new SourceBlock(part.Code, name, part.Options), cell.Cancellation);
    }

    private CellValue? Run(MagicPart part, string name)
    {
        var magic = MagicTable.All.FirstOrDefault(magic => string.Equals(magic.Name, part.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CellFailedException(
                "UnknownMagic",
                $"{name}, line {part.Line}: there is no language or magic \"#!{part.Name}\". Languages are {string.Join(", ", session.Languages.Select(entry => entry.Name))}; magics are {string.Join(", ", MagicTable.All.Select(known => known.Name))}.");
        magic.Run(new MagicCall(session, cell, magic, part.Arguments, session.Language(part.Language), $"{name}, line {part.Line}", _atEnd.Add));
        return null;
    }

    private void Show(CellValue value, Func<MimeBundle, CellEvent> asEvent)
    {
        MimeBundle? bundle = null;
        cell.Guard(() => bundle = Formatter.Of(value.Value));
        cell.Emit(asEvent(bundle!));
    }
}
