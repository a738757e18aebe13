using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Notebooks.Engine;

/// <summary>Runs the continuations of a cell's awaits on the cell's own thread, so that an interrupt can reach them.</summary>
internal sealed class CellPump : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

    /// <summary>Starts a task on this thread and works until it has ended.</summary>
    public static T Run<T>(Func<Task<T>> start)
    {
        var before = Current;
        var pump = new CellPump();
        SetSynchronizationContext(pump);
        try
        {
            var task = start();
            if (!task.IsCompleted)
                pump.WorkUntil(task);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    private void WorkUntil(Task task)
    {
        task.ContinueWith(_ => _posted.Add((static _ => { }, null)), TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            var (callback, state) = _posted.Take();
            callback(state);
        }
    }
}
