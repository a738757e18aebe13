using System.Collections.Concurrent;
using System.Threading;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>How a value of the program becomes a variable of a cell.</summary>
public static class Handoff
{
    private static readonly ConcurrentDictionary<int, object?> Waiting = new();
    private static int _last;

    /// <summary>Leaves a value to be taken once.</summary>
    public static int Leave(object? value)
    {
        var key = Interlocked.Increment(ref _last);
        Waiting[key] = value;
        return key;
    }

    /// <summary>Takes a value that was left.</summary>
    public static object? Take(int key) => Waiting.TryRemove(key, out var value) ? value : null;
}
