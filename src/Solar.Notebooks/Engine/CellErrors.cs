using System.Threading;

namespace Solar.Notebooks.Engine;

/// <summary>What a failed cell tells the reader.</summary>
internal static class CellErrors
{
    /// <summary>Whether an interrupt, rather than the code's own fault, ended the cell.</summary>
    public static bool IsInterrupt(Exception thrown) => thrown switch
    {
        OperationCanceledException or ThreadInterruptedException or ThreadAbortException => true,
        AggregateException many => many.InnerExceptions.All(IsInterrupt),
        _ => false,
    };

    /// <summary>The error of an interrupted cell.</summary>
    public static CellError Interrupted(RunningCell cell) =>
        new("Interrupted", $"{cell.Name} was interrupted; what earlier cells declared is as it was.", [$"{cell.Name} was interrupted; what earlier cells declared is as it was."]);

    /// <summary>The error of a cell that did not compile or threw.</summary>
    public static CellError Of(Exception thrown, RunningCell cell) => thrown is CellFailedException failed
        ? new(failed.Name, failed.Message, failed.Details.Count > 0 ? failed.Details : [failed.Message])
        : new(thrown.GetType().Name, thrown.Message, thrown.ToString().Split('\n'));
}
