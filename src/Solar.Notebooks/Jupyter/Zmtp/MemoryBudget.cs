using System.Threading;

namespace Solar.Notebooks.Jupyter.Zmtp;

/// <summary>How much memory unfinished messages of all peers may take together.</summary>
internal sealed class MemoryBudget(long most)
{
    private long _held;

    /// <summary>Takes a part, or throws what ends the connection.</summary>
    public void Take(long wanted)
    {
        if (Interlocked.Add(ref _held, wanted) <= most)
            return;
        Return(wanted);
        throw new InvalidDataException($"Unfinished messages of all clients may hold {most:N0} bytes; this one would go beyond.");
    }

    public void Return(long taken) => Interlocked.Add(ref _held, -taken);
}
