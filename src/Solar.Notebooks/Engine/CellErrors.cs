using System.Reflection;
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
        TargetInvocationException { InnerException: { } inner } => IsInterrupt(inner),
        _ => false,
    };

    /// <summary>The error of an interrupted cell.</summary>
    public static CellError Interrupted(RunningCell cell)
    {
        var message = $"{cell.Name} was interrupted; what earlier cells declared is as it was.";
        return new("Interrupted", message, [message]);
    }

    /// <summary>The error of a cell that did not compile or threw.</summary>
    public static CellError Of(Exception thrown, RunningCell cell)
    {
        if (thrown is CellFailedException failed)
            return new(failed.Name, failed.Message, failed.Details.Count > 0 ? failed.Details : [failed.Message]);

        var shown = Unwrap(thrown);
        var lines = new List<string>();
        for (var (inner, depth) = (shown, 0); inner is not null && depth < 10; inner = inner.InnerException, depth++)
        {
            lines.AddRange($"{(depth == 0 ? "" : "caused by ")}{inner.GetType().FullName}: {inner.Message}".Split('\n').Select(line => line.TrimEnd('\r')));
            lines.AddRange(CellStack.Of(inner));
            if (inner is AggregateException { InnerExceptions.Count: > 1 } many)
                lines.AddRange(many.InnerExceptions.Skip(1).Select(other => $"beside {other.GetType().FullName}: {other.Message}"));
        }

        return new(shown.GetType().Name, shown.Message, lines);
    }

    // Task.Wait() and reflection wrap what the code threw; the wrapping says nothing.
    private static Exception Unwrap(Exception thrown) => thrown switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => thrown,
    };
}
