using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Display;
using Solar.Notebooks.Engine.Output;

namespace Solar.Notebooks.Engine;

#pragma warning disable CA1708 // display and Display: cells of .NET Interactive call both
/// <summary>What cells can call without a prefix; the names are those of .NET Interactive.</summary>
public static class NotebookApi
{
    private static long _displays;

    /// <summary>Is cancelled when the running cell is interrupted.</summary>
    public static CancellationToken Cancellation => Cell.Cancellation;

    private static RunningCell Cell =>
        RunningCell.Current ?? throw new InvalidOperationException("No cell is running here: displays and questions belong to a cell of a notebook.");

#pragma warning disable IDE1006 // lower case, as .NET Interactive has it
    /// <summary>Shows a value in all its forms, or in one.</summary>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Display(value, mimeTypes);
#pragma warning restore IDE1006

    /// <summary>Shows a value in all its forms, or in one.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes)
    {
        var cell = Cell;
        var id = $"display-{Environment.ProcessId}-{Interlocked.Increment(ref _displays)}";
        cell.Emit(new DisplayData(Formatter.Of(value, mimeTypes), id));
        return new(id);
    }

    /// <summary>Removes the outputs so far.</summary>
    public static void ClearOutput(bool wait = false) => Cell.Emit(new ClearOutput(wait));

    /// <summary>Asks the person for a line.</summary>
    public static string Input(string prompt = "") => Ask(prompt, password: false);

    /// <summary>Asks the person for a secret.</summary>
    public static string Password(string prompt = "") => Ask(prompt, password: true);

    /// <summary>Shows a bar for long work of so many steps.</summary>
    public static ProgressBar Progress(int total, string label = "") => new(label, total);

    /// <summary>Shows a bar while a collection is gone through.</summary>
    public static IEnumerable<T> WithProgress<T>(this IReadOnlyCollection<T> items, string label = "")
    {
        using var bar = new ProgressBar(label, items.Count);
        foreach (var item in items)
        {
            yield return item;
            bar.Advance();
        }
    }

    /// <summary>HTML to show as it is.</summary>
    public static MimeBundle HTML(string content) => MimeBundle.Of("text/html", content);

    // On another thread, because the cell's own may be aborted in the middle of a message.
    private static string Ask(string prompt, bool password)
    {
        var cell = Cell;
        return Task.Run(() =>
        {
            OutputQueue.Shared.Flush();
            return cell.FrontEnd.ReadLine(prompt, password, cell.Cancellation);
        }).GetAwaiter().GetResult();
    }
}
