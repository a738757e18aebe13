using System.Threading;
using Solar.Notebooks.Display;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Languages;

/// <summary>A language whose text is shown and not run: it has no variables.</summary>
public abstract class ShownLanguage : ILanguage
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Aliases { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Variable> Variables => [];

    /// <inheritdoc/>
    public CellValue? Run(SourceBlock block, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(block);
        // Magics leave empty lines at the beginning.
        var text = block.Code.Trim('\r', '\n', ' ');
        if (text.Length > 0)
            NotebookApi.Display(Shown(text));
        return null;
    }

    /// <inheritdoc/>
    public void Declare(string name, object? value, Type type) =>
        throw new CellFailedException("NoVariables", $"A {Name} cell has no variables, so '{name}' cannot be shared with it. Share with csharp, fsharp or sql.");

    /// <summary>The forms of a text.</summary>
    protected abstract MimeBundle Shown(string text);
}
